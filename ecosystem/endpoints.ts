/** What an endpoint responds with that uses a package: statements by the package's name; the last is the value. */
export const ENDPOINTS: Record<string, string> = {
  zod: `import { z } from "zod"; export default z.object({ n: z.coerce.number() }).parse({ n: "7" });`,
  valibot: `import * as v from "valibot"; export default v.parse(v.pipe(v.string(), v.email()), "a@b.de");`,
  arktype: `import { type } from "arktype"; export default type({ n: "number > 1" })({ n: 2 });`,
  yup: `import * as yup from "yup"; export default yup.object({ n: yup.number().required() }).cast({ n: "3" });`,
  ajv: `import Ajv from "ajv"; import addFormats from "ajv-formats";
const ajv = new Ajv(); addFormats(ajv); export default ajv.compile({ type: "string", format: "date" })("2026-01-02");`,
  lodash: `import _, { chunk } from "lodash"; import debounce from "lodash/debounce";
export default [_.sum([1, 2]), chunk([1, 2, 3], 2), typeof debounce];`,
  "lodash-es": `import { groupBy } from "lodash-es"; export default groupBy([1, 2, 3], (n) => n % 2);`,
  ramda: `import * as R from "ramda"; export default R.pipe(R.map(R.inc), R.sum)([1, 2]);`,
  rxjs: `import { from, lastValueFrom, toArray, map } from "rxjs";
export default await lastValueFrom(from([1, 2]).pipe(map((n) => n * 2), toArray()));`,
  immer: `import { produce } from "immer"; export default produce({ a: 1 }, (draft) => { draft.a = 2; });`,
  uuid: `import { v5, validate } from "uuid"; export default [v5("a", v5.URL), validate("x")];`,
  nanoid: `import { nanoid } from "nanoid"; export default nanoid().length;`,
  dayjs: `import dayjs from "dayjs"; import utc from "dayjs/plugin/utc"; dayjs.extend(utc);
export default dayjs.utc("2026-01-02").add(1, "day").format();`,
  moment: `import moment from "moment"; export default moment.utc("2026-01-02").add(1, "d").format("YYYY-MM-DD");`,
  luxon: `import { DateTime } from "luxon"; export default DateTime.fromISO("2026-01-02").toFormat("dd.MM.yy");`,
  "date-fns": `import { addDays, format } from "date-fns"; export default format(addDays(new Date(2026, 0, 2), 1), "yyyy-MM-dd");`,
  axios: `import axios, { AxiosError, isAxiosError } from "axios";
export default [typeof axios.create, typeof axios, isAxiosError(new AxiosError("x"))];`,
  graphql: `import { buildSchema, graphql } from "graphql";
export default await graphql({ schema: buildSchema("type Query { a: Int }"), source: "{ a }", rootValue: { a: 1 } });`,
  pg: `import pg, { Pool } from "pg"; export default [typeof pg.Client, typeof Pool, new pg.Client("postgres://h/d").database];`,
  postgres: `import postgres from "postgres"; export default postgres("postgres://u@h/d").options.database;`,
  mysql2: `import mysql from "mysql2/promise"; export default mysql.format("select ?", ["a'b"]);`,
  ioredis: `import Redis, { Cluster } from "ioredis"; export default [new Redis({ lazyConnect: true }).status, typeof Cluster];`,
  redis: `import { createClient } from "redis"; export default createClient().isOpen;`,
  kysely: `import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
const db = new Kysely<any>({ dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() } });
export default db.selectFrom("a").selectAll().compile().sql;`,
  "drizzle-orm": `import { sql } from "drizzle-orm"; import { pgTable, text } from "drizzle-orm/pg-core";
export default [pgTable("a", { b: text() }).b.name, typeof sql];`,
  jsonwebtoken: `import jwt from "jsonwebtoken"; export default jwt.verify(jwt.sign({ a: 1, iat: 1 }, "s"), "s");`,
  jose: `import { base64url, decodeJwt } from "jose"; export default [typeof decodeJwt, base64url.encode("a")];`,
  bcryptjs: `import bcrypt from "bcryptjs"; export default bcrypt.compareSync("a", bcrypt.hashSync("a", 4));`,
  cookie: `import * as cookie from "cookie"; export default Object.keys(cookie).sort();`,
  nodemailer: `import nodemailer from "nodemailer";
export default (await nodemailer.createTransport({ jsonTransport: true }).sendMail({ to: "a@b.de", text: "x" })).envelope;`,
  stripe: `import Stripe from "stripe"; export default [typeof new Stripe("sk").customers.list, typeof Stripe.errors];`,
  openai: `import OpenAI, { APIError } from "openai"; export default [new OpenAI({ apiKey: "k" }).baseURL, APIError.name];`,
  "@aws-sdk/client-s3": `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
export default [new S3Client({ region: "eu" }).constructor.name, new PutObjectCommand({ Bucket: "b", Key: "k" }).constructor.name];`,
  winston: `import winston, { createLogger } from "winston"; export default [Object.keys(winston.config.npm.levels), createLogger({ silent: true }).level];`,
  cheerio: `import * as cheerio from "cheerio"; export default cheerio.load("<p>a<b>c</b></p>")("b").text();`,
  "sanitize-html": `import sanitize from "sanitize-html"; export default sanitize("<p onclick=x>a<script>b</script></p>");`,
  papaparse: `import Papa from "papaparse"; export default Papa.parse("a,b\\n1,2", { header: true }).data;`,
  "csv-parse": `import { parse } from "csv-parse/sync"; export default parse("a,b\\n1,2");`,
  "js-yaml": `import * as yaml from "js-yaml"; export default yaml.load("a: [1, 2]");`,
  handlebars: `import Handlebars from "handlebars"; export default Handlebars.compile("{{a}}")({ a: "<" });`,
  mustache: `import Mustache from "mustache"; export default Mustache.render("{{a}}", { a: 1 });`,
  ejs: `import ejs from "ejs"; export default ejs.render("<%= a %>", { a: 1 });`,
  qrcode: `import QRCode from "qrcode"; export default (await QRCode.toString("a", { type: "svg" })).length;`,
  "@babel/traverse": `import traverse from "@babel/traverse"; import { parse } from "@babel/parser"; import generate from "@babel/generator";
const ast = parse("let a = 1"); const found: string[] = []; traverse(ast, { Identifier: ({ node }: any) => { found.push(node.name); } });
export default [found, generate(ast).code];`,
  semver: `import semver, { satisfies } from "semver"; export default [semver.major("2.1.0"), satisfies("1.2.0", "^1")];`,
  debug: `import debug from "debug"; export default typeof debug("a");`,
  ms: `import ms from "ms"; export default ms("2 days");`,
  qs: `import qs from "qs"; export default qs.parse("a[b]=1");`,
  inversify: `import "reflect-metadata"; import { Container, injectable } from "inversify";
class Service { name() { return this.constructor.name; } } injectable()(Service);
const container = new Container(); container.bind(Service).toSelf(); export default container.get(Service).name();`,
  "class-transformer": `import "reflect-metadata"; import { plainToInstance } from "class-transformer";
class User { a = 0; } export default plainToInstance(User, { a: 2 }).constructor.name;`,
  validator: `import validator from "validator"; export default validator.isEmail("a@b.de");`,
  "libphonenumber-js": `import parsePhoneNumber from "libphonenumber-js"; export default parsePhoneNumber("+493012345678")?.country;`,
  "decimal.js": `import Decimal from "decimal.js"; export default new Decimal("0.1").plus("0.2").toString();`,
  "big.js": `import Big from "big.js"; export default new Big("0.1").plus("0.2").toString();`,
  "lz-string": `import LZString from "lz-string"; export default LZString.decompress(LZString.compress("abc"));`,
  deepmerge: `import deepmerge from "deepmerge"; export default deepmerge({ a: [1] }, { a: [2] });`,
  "fast-deep-equal": `import equal from "fast-deep-equal"; export default equal({ a: [1] }, { a: [1] });`,
  color: `import Color from "color"; export default Color("#f00").hsl().string();`,
  "chroma-js": `import chroma from "chroma-js"; export default chroma.mix("red", "blue").hex();`,
  hono: `import { Hono } from "hono"; export default await (await new Hono().get("/", (c) => c.text("hi")).request("/")).text();`,
  marked: `import { marked } from "marked"; export default marked.parse("# a");`,
  "markdown-it": `import MarkdownIt from "markdown-it"; export default new MarkdownIt().render("*a*");`,
  tslib: `import { __assign } from "tslib"; export default __assign({}, { a: 1 });`,
};
