/** Where the stylesheet is that has browsers animate the change of documents, below Vite's `base`. */
export const VIEW_TRANSITIONS = "/_bunsen/view-transitions.css";
