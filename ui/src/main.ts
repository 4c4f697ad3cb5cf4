import { mount } from "svelte";
import App from "./views/App.svelte";
import "./styles/base.css";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the application.");
// They come with the page. A picture in other letters first would only be one more.
await Promise.allSettled(
  ['1em "Public Sans Variable"', '1em "Newsreader Variable"'].map((font) => document.fonts.load(font)),
);
mount(App, { target: place });
