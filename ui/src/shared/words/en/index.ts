/** Every word on the screen, in English. Plain, short, kind, concrete. One file an area. */
import { actions } from "./actions";
import { app } from "./app";
import { decisions } from "./decisions";
import { decks } from "./decks";
import { errors } from "./errors";
import { journal } from "./journal";
import { launches } from "./launches";
import { lint } from "./lint";
import { lookingBack } from "./lookingBack";
import { meetings } from "./meetings";
import { notices } from "./notices";
import { nouns } from "./nouns";
import { portfolio } from "./portfolio";
import { proposals } from "./proposals";
import { safekeeping } from "./safekeeping";
import { scores } from "./scores";
import { settings } from "./settings";
import { unread } from "./unread";
import { writing } from "./writing";

export const en = {
  ...actions,
  ...app,
  ...decisions,
  ...decks,
  ...errors,
  ...journal,
  ...launches,
  ...lint,
  ...lookingBack,
  ...meetings,
  ...notices,
  ...nouns,
  ...portfolio,
  ...proposals,
  ...safekeeping,
  ...scores,
  ...settings,
  ...unread,
  ...writing,
};
