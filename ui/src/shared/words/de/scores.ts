import type { Translation } from "..";
import type { scores as english } from "../en/scores";

export const scores: Translation<typeof english> = {
  score: {
    earlier: "v{{revision}}: {{answer}}",
    range: "Von {{low}} bis {{high}}.",
    before: "Streiche die Lösung. Wer hat dieses Problem beschrieben, bevor es sie gab, und wann?",
    warm: "Das hast du heute geschrieben. Morgen urteilst du gerechter.",
    progress: "{{at}} von 3",
    why: "Warum?",
    whyHint: "nötig, eine Zeile",
    raise: "Was würde es um eins heben?",
    optional: "freiwillig",
    record: "Eintragen",
    back: "Zurück",
    hint: "Bewerte, was auf der Seite steht, nicht, was du weißt.",
    dontKnow: "In Ordnung. Es zählt als nicht da, bis es jemand herausfindet.",
    gate: "Alle drei müssen vorhanden sein. Eine starke Idee ersetzt keinen fehlenden Plan.",
    stale: "veraltet",
    warmTag: "frisch",
    reaffirm: "Bestätigen",
    allPresent: "Große Idee, unsere Sache, und ein Plan. Bereit für eine Entscheidung.",
    missing: "Gehalten von: {{what}}.",
    spread: "Sie sind sich nicht einig.",
    begin: "Bewerten",
    blind: "Eine blinde Runde läuft. Bis alle versiegelt haben, wird hier nichts gezeigt oder bewertet.",
    askAgain: "Eine Einbahntür: Ab {{on}} wirst du noch einmal gefragt.",
    settled: "In einer Sitzung vereinbart: {{reason}}",
    notAgreed: "Noch nicht vereinbart.",
    compare: "Mit jetzt vergleichen",
  },
  rubric: {
    title: "Maßstab",
    hint: "Wie jede Stufe aussieht. Fassung {{version}}; jede Bewertung behält die Fassung, nach der sie gegeben wurde.",
    kept: "Als Fassung {{version}} behalten.",
  },
};
