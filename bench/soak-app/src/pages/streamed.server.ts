export default () => ({ props: {} });
