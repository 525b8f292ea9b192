/** What an endpoint responds with that uses a package: statements by the package's name, the last is the value; and that value. */
export const ENDPOINTS: Record<string, readonly [code: string, value: unknown]> = {
  zod: [
    `import { z } from "zod"; export default z.object({ n: z.coerce.number() }).parse({ n: "7" });`,
    { n: 7 },
  ],
  valibot: [
    `import * as v from "valibot"; export default v.parse(v.pipe(v.string(), v.email()), "a@b.de");`,
    "a@b.de",
  ],
  arktype: [`import { type } from "arktype"; export default type({ n: "number > 1" })({ n: 2 });`, { n: 2 }],
  yup: [
    `import * as yup from "yup"; export default yup.object({ n: yup.number().required() }).cast({ n: "3" });`,
    { n: 3 },
  ],
  ajv: [
    `import Ajv from "ajv"; import addFormats from "ajv-formats";
const ajv = new Ajv(); addFormats(ajv); export default ajv.compile({ type: "string", format: "date" })("2026-01-02");`,
    true,
  ],
  lodash: [
    `import _, { chunk } from "lodash"; import debounce from "lodash/debounce";
export default [_.sum([1, 2]), chunk([1, 2, 3], 2), typeof debounce];`,
    [3, [[1, 2], [3]], "function"],
  ],
  "lodash-es": [
    `import { groupBy } from "lodash-es"; export default groupBy([1, 2, 3], (n) => n % 2);`,
    { "0": [2], "1": [1, 3] },
  ],
  ramda: [`import * as R from "ramda"; export default R.pipe(R.map(R.inc), R.sum)([1, 2]);`, 5],
  rxjs: [
    `import { from, lastValueFrom, toArray, map } from "rxjs";
export default await lastValueFrom(from([1, 2]).pipe(map((n) => n * 2), toArray()));`,
    [2, 4],
  ],
  immer: [
    `import { produce } from "immer"; export default produce({ a: 1 }, (draft) => { draft.a = 2; });`,
    { a: 2 },
  ],
  uuid: [
    `import { v5, validate } from "uuid"; export default [v5("a", v5.URL), validate("x")];`,
    ["e1407479-3136-56c0-9908-bb02fb0339e2", false],
  ],
  nanoid: [`import { nanoid } from "nanoid"; export default nanoid().length;`, 21],
  dayjs: [
    `import dayjs from "dayjs"; import utc from "dayjs/plugin/utc"; dayjs.extend(utc);
export default dayjs.utc("2026-01-02").add(1, "day").format();`,
    "2026-01-03T00:00:00Z",
  ],
  moment: [
    `import moment from "moment"; export default moment.utc("2026-01-02").add(1, "d").format("YYYY-MM-DD");`,
    "2026-01-03",
  ],
  luxon: [
    `import { DateTime } from "luxon"; export default DateTime.fromISO("2026-01-02").toFormat("dd.MM.yy");`,
    "02.01.26",
  ],
  "date-fns": [
    `import { addDays, format } from "date-fns"; export default format(addDays(new Date(2026, 0, 2), 1), "yyyy-MM-dd");`,
    "2026-01-03",
  ],
  axios: [
    `import axios, { AxiosError, isAxiosError } from "axios";
export default [typeof axios.create, typeof axios, isAxiosError(new AxiosError("x"))];`,
    ["function", "function", true],
  ],
  graphql: [
    `import { buildSchema, graphql } from "graphql";
export default await graphql({ schema: buildSchema("type Query { a: Int }"), source: "{ a }", rootValue: { a: 1 } });`,
    { data: { a: 1 } },
  ],
  pg: [
    `import pg, { Pool } from "pg"; export default [typeof pg.Client, typeof Pool, new pg.Client("postgres://h/d").database];`,
    ["function", "function", "d"],
  ],
  postgres: [
    `import postgres from "postgres"; export default postgres("postgres://u@h/d").options.database;`,
    "d",
  ],
  mysql2: [
    `import mysql from "mysql2/promise"; export default mysql.format("select ?", ["a'b"]);`,
    "select 'a\\'b'",
  ],
  ioredis: [
    `import Redis, { Cluster } from "ioredis"; export default [new Redis({ lazyConnect: true }).status, typeof Cluster];`,
    ["wait", "function"],
  ],
  redis: [`import { createClient } from "redis"; export default createClient().isOpen;`, false],
  kysely: [
    `import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
const db = new Kysely<any>({ dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() } });
export default db.selectFrom("a").selectAll().compile().sql;`,
    'select * from "a"',
  ],
  "drizzle-orm": [
    `import { sql } from "drizzle-orm"; import { pgTable, text } from "drizzle-orm/pg-core";
export default [pgTable("a", { b: text() }).b.name, typeof sql];`,
    ["b", "function"],
  ],
  jsonwebtoken: [
    `import jwt from "jsonwebtoken"; export default jwt.verify(jwt.sign({ a: 1, iat: 1 }, "s"), "s");`,
    { a: 1, iat: 1 },
  ],
  jose: [
    `import { base64url, decodeJwt } from "jose"; export default [typeof decodeJwt, base64url.encode("a")];`,
    ["function", "YQ"],
  ],
  bcryptjs: [
    `import bcrypt from "bcryptjs"; export default bcrypt.compareSync("a", bcrypt.hashSync("a", 4));`,
    true,
  ],
  cookie: [
    `import * as cookie from "cookie"; export default Object.keys(cookie).sort();`,
    [
      "default",
      "parse",
      "parseCookie",
      "parseSetCookie",
      "serialize",
      "stringifyCookie",
      "stringifySetCookie",
    ],
  ],
  nodemailer: [
    `import nodemailer from "nodemailer";
export default (await nodemailer.createTransport({ jsonTransport: true }).sendMail({ to: "a@b.de", text: "x" })).envelope;`,
    { from: false, to: ["a@b.de"] },
  ],
  stripe: [
    `import Stripe from "stripe"; export default [typeof new Stripe("sk").customers.list, typeof Stripe.errors];`,
    ["function", "object"],
  ],
  openai: [
    `import OpenAI, { APIError } from "openai"; export default [new OpenAI({ apiKey: "k" }).baseURL, APIError.name];`,
    ["https://api.openai.com/v1", "APIError"],
  ],
  "@aws-sdk/client-s3": [
    `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
export default [new S3Client({ region: "eu" }).constructor.name, new PutObjectCommand({ Bucket: "b", Key: "k" }).constructor.name];`,
    ["S3Client", "PutObjectCommand"],
  ],
  winston: [
    `import winston, { createLogger } from "winston"; export default [Object.keys(winston.config.npm.levels), createLogger({ silent: true }).level];`,
    [["error", "warn", "info", "http", "verbose", "debug", "silly"], "info"],
  ],
  cheerio: [
    `import * as cheerio from "cheerio"; export default cheerio.load("<p>a<b>c</b></p>")("b").text();`,
    "c",
  ],
  "sanitize-html": [
    `import sanitize from "sanitize-html"; export default sanitize("<p onclick=x>a<script>b</script></p>");`,
    "<p>a</p>",
  ],
  papaparse: [
    `import Papa from "papaparse"; export default Papa.parse("a,b\\n1,2", { header: true }).data;`,
    [{ a: "1", b: "2" }],
  ],
  "csv-parse": [
    `import { parse } from "csv-parse/sync"; export default parse("a,b\\n1,2");`,
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  "js-yaml": [`import * as yaml from "js-yaml"; export default yaml.load("a: [1, 2]");`, { a: [1, 2] }],
  handlebars: [
    `import Handlebars from "handlebars"; export default Handlebars.compile("{{a}}")({ a: "<" });`,
    "&lt;",
  ],
  mustache: [`import Mustache from "mustache"; export default Mustache.render("{{a}}", { a: 1 });`, "1"],
  ejs: [`import ejs from "ejs"; export default ejs.render("<%= a %>", { a: 1 });`, "1"],
  qrcode: [
    `import QRCode from "qrcode"; export default (await QRCode.toString("a", { type: "svg" })).length;`,
    909,
  ],
  "@babel/traverse": [
    `import traverse from "@babel/traverse"; import { parse } from "@babel/parser"; import generate from "@babel/generator";
const ast = parse("let a = 1"); const found: string[] = []; traverse(ast, { Identifier: ({ node }: any) => { found.push(node.name); } });
export default [found, generate(ast).code];`,
    [["a"], "let a = 1;"],
  ],
  semver: [
    `import semver, { satisfies } from "semver"; export default [semver.major("2.1.0"), satisfies("1.2.0", "^1")];`,
    [2, true],
  ],
  debug: [`import debug from "debug"; export default typeof debug("a");`, "function"],
  ms: [`import ms from "ms"; export default ms("2 days");`, 172800000],
  qs: [`import qs from "qs"; export default qs.parse("a[b]=1");`, { a: { b: "1" } }],
  inversify: [
    `import "reflect-metadata"; import { Container, injectable } from "inversify";
class Service { name() { return this.constructor.name; } } injectable()(Service);
const container = new Container(); container.bind(Service).toSelf(); export default container.get(Service).name();`,
    "Service",
  ],
  "class-transformer": [
    `import "reflect-metadata"; import { plainToInstance } from "class-transformer";
class User { a = 0; } export default plainToInstance(User, { a: 2 }).constructor.name;`,
    "User",
  ],
  validator: [`import validator from "validator"; export default validator.isEmail("a@b.de");`, true],
  "libphonenumber-js": [
    `import parsePhoneNumber from "libphonenumber-js"; export default parsePhoneNumber("+493012345678")?.country;`,
    "DE",
  ],
  "decimal.js": [
    `import Decimal from "decimal.js"; export default new Decimal("0.1").plus("0.2").toString();`,
    "0.3",
  ],
  "big.js": [`import Big from "big.js"; export default new Big("0.1").plus("0.2").toString();`, "0.3"],
  "lz-string": [
    `import LZString from "lz-string"; export default LZString.decompress(LZString.compress("abc"));`,
    "abc",
  ],
  deepmerge: [
    `import deepmerge from "deepmerge"; export default deepmerge({ a: [1] }, { a: [2] });`,
    { a: [1, 2] },
  ],
  "fast-deep-equal": [
    `import equal from "fast-deep-equal"; export default equal({ a: [1] }, { a: [1] });`,
    true,
  ],
  color: [`import Color from "color"; export default Color("#f00").hsl().string();`, "hsl(0, 100%, 50%)"],
  "chroma-js": [`import chroma from "chroma-js"; export default chroma.mix("red", "blue").hex();`, "#b400b4"],
  hono: [
    `import { Hono } from "hono"; export default await (await new Hono().get("/", (c) => c.text("hi")).request("/")).text();`,
    "hi",
  ],
  marked: [`import { marked } from "marked"; export default marked.parse("# a");`, "<h1>a</h1>\n"],
  "markdown-it": [
    `import MarkdownIt from "markdown-it"; export default new MarkdownIt().render("*a*");`,
    "<p><em>a</em></p>\n",
  ],
  tslib: [`import { __assign } from "tslib"; export default __assign({}, { a: 1 });`, { a: 1 }],
  bullmq: [
    `import { Job, Queue, RedisConnection } from "bullmq"; import Redis from "ioredis";
const connection = new Redis({ lazyConnect: true, maxRetriesPerRequest: null }); connection.on("error", () => {});
const queue = new Queue("jobs", { connection, skipVersionCheck: true }); queue.on("error", () => {});
export default [queue.qualifiedName, typeof Job.fromId, RedisConnection.name];`,
    ["bull:jobs", "function", "RedisConnection"],
  ],
  bcrypt: [
    `import bcrypt from "bcrypt"; export default [await bcrypt.compare("a", await bcrypt.hash("a", 4)), bcrypt.getRounds(bcrypt.hashSync("a", 4))];`,
    [true, 4],
  ],
  argon2: [
    `import argon2 from "argon2"; export default await argon2.verify(await argon2.hash("a", { memoryCost: 1024 }), "a");`,
    true,
  ],
  "@node-rs/argon2": [
    `import { hash, verify } from "@node-rs/argon2"; export default await verify(await hash("a"), "a");`,
    true,
  ],
  tiktoken: [
    `import { encoding_for_model, get_encoding } from "tiktoken"; export default [[...get_encoding("cl100k_base").encode("hello world")], encoding_for_model("gpt-4").name];`,
    [[15339, 1917], "cl100k_base"],
  ],
  "@opentelemetry/sdk-node": [
    `import { trace } from "@opentelemetry/api"; import { NodeSDK } from "@opentelemetry/sdk-node";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
const exporter = new InMemorySpanExporter(); const processor = new SimpleSpanProcessor({ exporter });
const sdk = new NodeSDK({ instrumentations: [], spanProcessors: [processor], metricReaders: [], logRecordProcessors: [] });
sdk.start(); trace.getTracer("t").startSpan("work").end(); await processor.forceFlush();
export default exporter.getFinishedSpans().map((span) => span.name);`,
    ["work"],
  ],
  "@react-pdf/renderer": [
    `import { Document, Page, Text, renderToBuffer } from "@react-pdf/renderer"; import { createElement as h } from "react";
export default (await renderToBuffer(h(Document, null, h(Page, null, h(Text, null, "hello"))))).subarray(0, 5).toString();`,
    "%PDF-",
  ],
  pino: [
    `import pino from "pino"; const lines: string[] = [];
const log = pino({ base: null, timestamp: false }, { write: (line: string) => { lines.push(line); } }); log.info({ a: 1 }, "hi");
export default [lines, pino.levels.values.info];`,
    [['{"level":30,"a":1,"msg":"hi"}\n'], 30],
  ],
  typeorm: [
    `import "reflect-metadata"; import { DataSource, EntitySchema } from "typeorm"; class Account { id = 0; }
const schema = new EntitySchema<Account>({ name: Account.name, target: Account, columns: { id: { type: Number, primary: true } } });
const { driver, options } = new DataSource({ type: "postgres", entities: [schema] });
export default [schema.options.name, options.type, typeof (driver as any).postgres.Pool];`,
    ["Account", "postgres", "function"],
  ],
  "@mikro-orm/core": [
    `import { EntitySchema } from "@mikro-orm/core"; class Book { id!: number; }
const schema = new EntitySchema({ class: Book, properties: { id: { type: "number", primary: true } } }); export default schema.meta.className;`,
    "Book",
  ],
  remark: [
    `import { remark } from "remark"; import html from "remark-html"; export default String(await remark().use(html).process("# a *b*"));`,
    "<h1>a <em>b</em></h1>\n",
  ],
  shiki: [
    `import { codeToHtml } from "shiki"; export default (await codeToHtml("let a = 1", { lang: "js", theme: "nord" })).slice(0, 17);`,
    '<pre class="shiki',
  ],
  i18next: [
    `import i18next from "i18next"; await i18next.init({ lng: "en", resources: { en: { translation: { hi: "hello {{who}}" } } } });
export default i18next.t("hi", { who: "you" });`,
    "hello you",
  ],
};
