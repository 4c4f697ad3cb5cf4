import { mount } from "svelte";
import App from "./views/App.svelte";
import "./styles/base.css";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the application.");
mount(App, { target: place });
