/** What a page shows that uses a package: imports, the element, and its text. */
export const PAGES: Record<string, readonly [imports: string, element: string, text: string]> = {
  "react-slick": [
    `import Slider from "react-slick";`,
    `<Slider><p>one</p><p>two</p></Slider>`,
    " Previoustwoonetwoone Next",
  ],
  "react-select": [
    `import Select from "react-select";`,
    `<Select instanceId="s" options={[{ value: 1, label: "one" }]} />`,
    "Select...",
  ],
  "react-hook-form": [
    `import { useForm } from "react-hook-form"; const Form = () => { const { register } = useForm(); return <input aria-label="a" {...register("a")} />; };`,
    `<Form />`,
    "",
  ],
  formik: [
    `import { Field, Formik } from "formik";`,
    `<Formik initialValues={{ a: "b" }} onSubmit={() => {}}>{({ values }) => <p>{values.a}<Field name="a" /></p>}</Formik>`,
    "b",
  ],
  "@mui/material": [
    `import Button from "@mui/material/Button"; import { Chip } from "@mui/material";`,
    `<><Button>button</Button><Chip label="chip" /></>`,
    "buttonchip",
  ],
  "@headlessui/react": [
    `import { Disclosure, DisclosureButton } from "@headlessui/react";`,
    `<Disclosure><DisclosureButton>open</DisclosureButton></Disclosure>`,
    "open",
  ],
  "react-bootstrap": [
    `import { Badge } from "react-bootstrap"; import Alert from "react-bootstrap/Alert";`,
    `<Alert>alert <Badge>new</Badge></Alert>`,
    "alert new",
  ],
  "framer-motion": [`import { motion } from "framer-motion";`, `<motion.p>moves</motion.p>`, "moves"],
  "lucide-react": [`import { Anchor } from "lucide-react";`, `<p><Anchor />icon</p>`, "icon"],
  "react-icons": [`import { FaBeer } from "react-icons/fa";`, `<p><FaBeer />icon</p>`, "icon"],
  "@heroicons/react": [
    `import { BeakerIcon } from "@heroicons/react/24/solid";`,
    `<p><BeakerIcon width={9} />icon</p>`,
    "icon",
  ],
  classnames: [`import classNames from "classnames";`, `<p>{classNames("a", { b: true })}</p>`, "a b"],
  clsx: [
    `import clsx, { clsx as named } from "clsx";`,
    `<p>{clsx("a", { b: true })}{named("c")}</p>`,
    "a bc",
  ],
  "tailwind-merge": [`import { twMerge } from "tailwind-merge";`, `<p>{twMerge("p-2 p-4")}</p>`, "p-4"],
  swr: [
    `import useSWR from "swr"; const Data = () => <p>{useSWR("k", null, { fallbackData: "data" }).data}</p>;`,
    `<Data />`,
    "data",
  ],
  jotai: [
    `import { atom, useAtom } from "jotai"; const count = atom(3); const Count = () => <p>{useAtom(count)[0]}</p>;`,
    `<Count />`,
    "3",
  ],
  zustand: [
    `import { create } from "zustand"; const useStore = create(() => ({ n: 4 })); const N = () => <p>{useStore((s) => s.n)}</p>;`,
    `<N />`,
    "4",
  ],
  "react-redux": [
    `import { configureStore } from "@reduxjs/toolkit"; import { Provider, useSelector } from "react-redux"; const store = configureStore({ reducer: () => ({ n: 5 }) }); const N = () => <p>{useSelector((s: any) => s.n)}</p>;`,
    `<Provider store={store}><N /></Provider>`,
    "5",
  ],
  "react-markdown": [
    `import Markdown from "react-markdown"; import remarkGfm from "remark-gfm";`,
    `<Markdown remarkPlugins={[remarkGfm]}>{"# title\\n~no~"}</Markdown>`,
    "title\nno",
  ],
  "react-syntax-highlighter": [
    `import { Light } from "react-syntax-highlighter"; import javascript from "react-syntax-highlighter/dist/esm/languages/hljs/javascript"; Light.registerLanguage("javascript", javascript);`,
    `<Light language="javascript">{"let a = 1"}</Light>`,
    "let a = 1",
  ],
  "react-i18next": [
    `import i18next from "i18next"; import { I18nextProvider, useTranslation } from "react-i18next"; const i18n = i18next.createInstance(); i18n.init({ lng: "en", resources: { en: { translation: { hi: "hello" } } } }); const T = () => <p>{useTranslation().t("hi")}</p>;`,
    `<I18nextProvider i18n={i18n}><T /></I18nextProvider>`,
    "hello",
  ],
  "react-intl": [
    `import { FormattedNumber, IntlProvider } from "react-intl";`,
    `<p><IntlProvider locale="en"><FormattedNumber value={1234} /></IntlProvider></p>`,
    "1,234",
  ],
  "html-react-parser": [
    `import parse from "html-react-parser";`,
    `<>{parse("<p>parsed <b>html</b></p>")}</>`,
    "parsed html",
  ],
  "qrcode.react": [`import { QRCodeSVG } from "qrcode.react";`, `<p><QRCodeSVG value="a" />code</p>`, "code"],
  "react-dropzone": [
    `import Dropzone from "react-dropzone";`,
    `<Dropzone>{({ getRootProps }) => <div {...getRootProps()}>drop</div>}</Dropzone>`,
    "drop",
  ],
  "react-copy-to-clipboard": [
    `import { CopyToClipboard } from "react-copy-to-clipboard";`,
    `<CopyToClipboard text="a"><button type="button">copy</button></CopyToClipboard>`,
    "copy",
  ],
  "react-number-format": [
    `import { NumericFormat } from "react-number-format";`,
    `<NumericFormat value={1234} thousandSeparator displayType="text" />`,
    "1,234",
  ],
  "prop-types": [
    `import PropTypes, { string } from "prop-types";`,
    `<p>{typeof PropTypes.func + typeof string}</p>`,
    "functionfunction",
  ],
  "@tanstack/react-table": [
    `import { createColumnHelper } from "@tanstack/react-table";`,
    `<p>{createColumnHelper().accessor("a" as never, {}).accessorKey}</p>`,
    "a",
  ],
  "styled-components": [
    `import { styled } from "styled-components"; const Red = styled.b\`color: rgb(1, 2, 3);\`;`,
    `<Red>styled</Red>`,
    "styled",
  ],
  antd: [
    `import { Button, ConfigProvider, Tag } from "antd";`,
    `<ConfigProvider theme={{ token: { colorText: "rgb(1, 2, 3)" } }}><Tag>tag</Tag><Button>push</Button></ConfigProvider>`,
    "tagpush",
  ],
  "@emotion/styled": [
    `import styled from "@emotion/styled"; const Red = styled.b\`color: rgb(1, 2, 3);\`;`,
    `<Red>styled</Red>`,
    "styled",
  ],
  "@mantine/core": [
    `import "@mantine/core/styles.css"; import { Button, MantineProvider } from "@mantine/core"; import { useCounter } from "@mantine/hooks"; export const htmlProps = { "data-mantine-color-scheme": "light" }; const Count = () => <Button>{useCounter(3)[0]}</Button>;`,
    `<MantineProvider><Count /></MantineProvider>`,
    "3",
  ],
  "@radix-ui/react-dialog": [
    `import * as Dialog from "@radix-ui/react-dialog";`,
    `<Dialog.Root><Dialog.Trigger>open</Dialog.Trigger><Dialog.Portal><Dialog.Content>inside</Dialog.Content></Dialog.Portal></Dialog.Root>`,
    "open",
  ],
  "class-variance-authority": [
    `import { Slot } from "@radix-ui/react-slot"; import { cva } from "class-variance-authority"; const button = cva("button", { variants: { size: { small: "p-1" } } }); const Button = ({ asChild, ...props }: any) => { const Tag = asChild ? Slot : "button"; return <Tag className={button({ size: "small" })} {...props} />; };`,
    `<Button asChild><a href="#x">link</a></Button>`,
    "link",
  ],
  "@tanstack/react-query": [
    `import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query"; const client = new QueryClient(); const Data = () => <p>{useQuery({ queryKey: ["a"], queryFn: () => "data", initialData: "data", staleTime: Infinity }).data}</p>;`,
    `<QueryClientProvider client={client}><Data /></QueryClientProvider>`,
    "data",
  ],
  "unplugin-icons": [
    `import Home from "~icons/mdi/home"; import Account from "virtual:icons/mdi/account";`,
    `<p><Home /><Account />icons</p>`,
    "icons",
  ],
  recharts: [
    `import { Bar, BarChart } from "recharts";`,
    `<BarChart width={200} height={100} data={[{ a: 1 }, { a: 2 }]}><Bar dataKey="a" isAnimationActive={false} /></BarChart>`,
    "",
  ],
  sonner: [`import { Toaster } from "sonner";`, `<><Toaster /><p>toasts</p></>`, "toasts"],
};
