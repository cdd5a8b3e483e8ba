/** The sign-in page alone is small: it brings neither the router nor the rest of the portal, nor the look of it. */
import "./theme/portal.css";

const { start } = await (location.pathname === "/sign-in" ? import("./start-sign-in.tsx") : import("./start-portal.tsx"));
const root = document.getElementById("root");
if (root) start(root);
