import type { Translation } from "..";
import type { writing as english } from "../en/writing";

export const writing: Translation<typeof english> = {
  writing: {
    title: "Schreiben",
    intro:
      "Was der Rand beim Schreiben fragt. Was „Bereit“ aufhält, gilt, ob die Regel hier an ist oder nicht.",
    usuallyOff: "meist aus",
    words: "Wortlisten",
    list: "Liste",
    word: "Wort oder Wendung",
    add: "Hinzufügen",
    empty: "Erst ein Wort schreiben.",
    hint: "Ein Wort mit * am Ende steht für alle, die so beginnen.",
    take: "Wegnehmen",
    taken: "Weggenommen",
    back: "Zurücklegen",
  },
  noteKind: { blocking: "hält „Bereit“ auf", question: "Frage", style: "Stil" },
  wordList: {
    "weasel-words": "Ausflüchte",
    hype: "Übertreibung",
    fluff: "Watte im Zitat",
    "vague-customers": "Unbestimmte Kunden",
    ingredients: "Reden von Zutaten",
    "own-technology": "Unsere eigene Technik",
    "rivals-dismissed": "Abgetane Rivalen",
    quantities: "Zählende Wörter",
    sources: "Wörter, die eine Quelle nennen",
    risks: "Wörter, die ein Risiko nennen",
    limits: "Wörter, die eine Grenze setzen",
    alternatives: "Wörter, die eine Alternative nennen",
    asks: "Wörter, die etwas verlangen",
    "known-acronyms": "Bekannte Abkürzungen",
  },
};
