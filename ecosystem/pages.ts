/** What a page shows that uses a package: imports, and the element. */
export const PAGES: Record<string, readonly [imports: string, element: string]> = {
  "react-slick": [`import Slider from "react-slick";`, `<Slider><p>one</p><p>two</p></Slider>`],
  "react-select": [
    `import Select from "react-select";`,
    `<Select instanceId="s" options={[{ value: 1, label: "one" }]} />`,
  ],
  "react-hook-form": [
    `import { useForm } from "react-hook-form"; const Form = () => { const { register } = useForm(); return <input aria-label="a" {...register("a")} />; };`,
    `<Form />`,
  ],
  formik: [
    `import { Field, Formik } from "formik";`,
    `<Formik initialValues={{ a: "b" }} onSubmit={() => {}}>{({ values }) => <p>{values.a}<Field name="a" /></p>}</Formik>`,
  ],
  "@mui/material": [
    `import Button from "@mui/material/Button"; import { Chip } from "@mui/material";`,
    `<><Button>button</Button><Chip label="chip" /></>`,
  ],
  "@headlessui/react": [
    `import { Disclosure, DisclosureButton } from "@headlessui/react";`,
    `<Disclosure><DisclosureButton>open</DisclosureButton></Disclosure>`,
  ],
  "react-bootstrap": [
    `import { Badge } from "react-bootstrap"; import Alert from "react-bootstrap/Alert";`,
    `<Alert>alert <Badge>new</Badge></Alert>`,
  ],
  "framer-motion": [`import { motion } from "framer-motion";`, `<motion.p>moves</motion.p>`],
  "lucide-react": [`import { Anchor } from "lucide-react";`, `<p><Anchor />icon</p>`],
  "react-icons": [`import { FaBeer } from "react-icons/fa";`, `<p><FaBeer />icon</p>`],
  "@heroicons/react": [
    `import { BeakerIcon } from "@heroicons/react/24/solid";`,
    `<p><BeakerIcon width={9} />icon</p>`,
  ],
  classnames: [`import classNames from "classnames";`, `<p>{classNames("a", { b: true })}</p>`],
  clsx: [`import clsx, { clsx as named } from "clsx";`, `<p>{clsx("a", { b: true })}{named("c")}</p>`],
  "tailwind-merge": [`import { twMerge } from "tailwind-merge";`, `<p>{twMerge("p-2 p-4")}</p>`],
  swr: [
    `import useSWR from "swr"; const Data = () => <p>{useSWR("k", null, { fallbackData: "data" }).data}</p>;`,
    `<Data />`,
  ],
  jotai: [
    `import { atom, useAtom } from "jotai"; const count = atom(3); const Count = () => <p>{useAtom(count)[0]}</p>;`,
    `<Count />`,
  ],
  zustand: [
    `import { create } from "zustand"; const useStore = create(() => ({ n: 4 })); const N = () => <p>{useStore((s) => s.n)}</p>;`,
    `<N />`,
  ],
  "react-redux": [
    `import { configureStore } from "@reduxjs/toolkit"; import { Provider, useSelector } from "react-redux"; const store = configureStore({ reducer: () => ({ n: 5 }) }); const N = () => <p>{useSelector((s: any) => s.n)}</p>;`,
    `<Provider store={store}><N /></Provider>`,
  ],
  "react-markdown": [
    `import Markdown from "react-markdown"; import remarkGfm from "remark-gfm";`,
    `<Markdown remarkPlugins={[remarkGfm]}>{"# title\\n~no~"}</Markdown>`,
  ],
  "react-syntax-highlighter": [
    `import { Light } from "react-syntax-highlighter";`,
    `<Light language="js">{"let a = 1"}</Light>`,
  ],
  "react-i18next": [
    `import i18next from "i18next"; import { I18nextProvider, useTranslation } from "react-i18next"; const i18n = i18next.createInstance(); i18n.init({ lng: "en", resources: { en: { translation: { hi: "hello" } } } }); const T = () => <p>{useTranslation().t("hi")}</p>;`,
    `<I18nextProvider i18n={i18n}><T /></I18nextProvider>`,
  ],
  "react-intl": [
    `import { FormattedNumber, IntlProvider } from "react-intl";`,
    `<IntlProvider locale="en"><FormattedNumber value={1234} /></IntlProvider>`,
  ],
  "html-react-parser": [
    `import parse from "html-react-parser";`,
    `<>{parse("<p>parsed <b>html</b></p>")}</>`,
  ],
  "qrcode.react": [`import { QRCodeSVG } from "qrcode.react";`, `<p><QRCodeSVG value="a" />code</p>`],
  "react-dropzone": [
    `import Dropzone from "react-dropzone";`,
    `<Dropzone>{({ getRootProps }) => <div {...getRootProps()}>drop</div>}</Dropzone>`,
  ],
  "react-copy-to-clipboard": [
    `import { CopyToClipboard } from "react-copy-to-clipboard";`,
    `<CopyToClipboard text="a"><button type="button">copy</button></CopyToClipboard>`,
  ],
  "react-number-format": [
    `import { NumericFormat } from "react-number-format";`,
    `<NumericFormat value={1234} thousandSeparator displayType="text" />`,
  ],
  "prop-types": [
    `import PropTypes, { string } from "prop-types";`,
    `<p>{typeof PropTypes.func + typeof string}</p>`,
  ],
  "@tanstack/react-table": [
    `import { createColumnHelper } from "@tanstack/react-table";`,
    `<p>{createColumnHelper().accessor("a" as never, {}).accessorKey}</p>`,
  ],
};
