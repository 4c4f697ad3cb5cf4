import type { Translation } from "..";
import type { settings as english } from "../en/settings";

export const settings: Translation<typeof english> = {
  settings: {
    tenMinutes: "Die zehn Minuten der Woche im Tagebuch",
    size: "Schriftgröße beim Lesen",
    nameOf: "Name von {{name}}",
    mergeInto: "Vereinen mit",
    reminders: "Erinnerungen",
    remind: "Auf dem Schreibtisch sagen, was ansteht",
    remindHint:
      "Nachschau, Rückschau und Daten zum Wiederansehen: je einmal am Tag, solange Backcast offen ist. Das Tagebuch nennt sie in jedem Fall.",
    title: "Einstellungen",
    appearance: "Aussehen",
    theme: "Thema",
    system: "System",
    light: "Hell",
    dark: "Dunkel",
    language: "Sprache",
    density: "Dichte",
    comfortable: "Bequem",
    compact: "Dicht",
    zoom: "Vergrößerung",
    font: "Leseschrift",
    newsreader: "Newsreader",
    atkinson: "Atkinson Hyperlegible Next",
    systemFont: "System",
    motion: "Weniger Bewegung",
    keyboard: "Tastatur",
    single: "Einzelne Tasten sind Befehle",
    people: "Personen",
    me: "ich",
    retired: "verabschiedet",
    forget: "Vergessen…",
    forgotten: "vergessen",
    forgetAsk:
      "Den Namen eintippen, um ihn endgültig aus diesem Portfolio zu entfernen. Was {{name}} tat, bleibt ohne Namen. Das lässt sich nicht rückgängig machen; frühere Sicherungen enthalten den Namen noch.",
    forgetYes: "Den Namen vergessen",
    stillNamed:
      "Der Text von {{ids}} nennt diese Person noch. Ihn zu ändern ist Sache derer, die ihn schrieben.",
    retire: "Verabschieden",
    healthy:
      "Alles ist, wie es gesichert wurde: {{proposals}} Vorschläge, {{decisions}} Entscheidungen, {{observations}} Werte.",
    about: "Über",
    version: "Version {{version}}",
    foot: "Nichts verlässt diesen Rechner. Kein Konto, kein Netz.",
    close: "Portfolio schließen",
  },
  firstTime: {
    margin: "Zum ersten Mal hier: Der Rand fragt neben deinem Text. Nichts davon hält dich vom Schreiben ab.",
    score:
      "Zum ersten Mal hier: eine Frage nach der anderen, jede mit Begründung. Frühere Bewertungen bleiben verborgen, bis deine eingetragen ist.",
    reveal:
      "Zum ersten Mal hier: Alle Stimmzettel öffnen sich zugleich. Wo ihr euch unterscheidet, ist der nützliche Teil.",
    dismiss: "Ausblenden",
  },
  changes: {
    line: "Backcast {{version}} ist hier neu.",
    list: "Prüfungen mit anderen: still lesen, blind bewerten, zugleich aufdecken, besprechen und entscheiden.\nEinführungen mit Prozessverhaltenskarten, Nachschauen und Belegen mit bekannter Fehlerrate.\nRückschauen, Lehren und Einsichten: Kalibrierung, welches Siegel es wusste, nicht gewählte Ideen.\nBlätter von Messgrößen für die wöchentliche Durchsicht, eigene und anderswo gemachte.\nGeprüfte Sicherungen, und Auswege aus einer beschädigten Datei.\nDeutsch.",
  },
};
