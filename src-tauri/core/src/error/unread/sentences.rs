//! The English sentences of [`Unread`], with places in braces.

use super::Unread;

impl Unread {
    /// The sentence with its places.
    #[expect(clippy::too_many_lines, reason = "it is one list")]
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::AsSaid => "{text}",

            Self::Damaged => "is damaged: {error}",
            Self::EndsInTheMiddle => "is damaged: its text ends in the middle",
            Self::TooDeep => "nests its elements more than 200 deep",
            Self::OwnEntities => "declares XML entities of its own, which nothing does that is read here",
            Self::NoArchive => "is cut short, or is no Word document or workbook ({error})",
            Self::ManyEntries => "holds {count} entries; the most that are read are {most}",
            Self::PartDamaged => "is damaged: {part} cannot be read ({error})",
            Self::PartNameless => "has an entry without a name ({error})",
            Self::HoldsLink => "holds a link, {part}, which a document does not",
            Self::LeadsOutside => "names a place outside itself, {part}",
            Self::UnpacksTooFar => "unpacks to more than {most} MB, far more than its kind of file needs",

            Self::Empty => "is empty",
            Self::TooLarge => "is {size} MB long; the longest that is read is {most} MB",
            Self::NotUtf8 => "is not UTF-8 text (byte {at} cannot be read); save it as UTF-8 and try again",
            Self::IsFolder => "is a folder, not a file",
            Self::EmptyFolder => "is a folder without Markdown, Word, HTML or JSONL files",
            Self::OtherKind => {
                "is not a kind of file that is read here; say which with --as markdown, docx, html, jsonl, csv or json"
            }
            Self::SeveralProposals => "holds several proposals and is no document",
            Self::NoText => "holds no text",
            Self::OnlyWhiteSpace => "holds nothing but white space",
            Self::NotHtml => "cannot be read as HTML ({error})",
            Self::OldWord => "is an old .doc or is protected by a password; save it as .docx without one",
            Self::NoWordInside => "is a zip file without a Word document in it; choose the .docx itself",
            Self::Claimed => "claims to be the proposal that {other} is; take its uuid away to import both",
            Self::EndsEarly => "could not be read to its end",

            Self::LongFrontMatter => "has front matter longer than 256 kB",
            Self::NotYaml => "has front matter that is not YAML ({error}); mend it, or take the lines between --- away",
            Self::KeyNotUuid => "has front matter whose {key} is not a UUID; mend it or take it away",
            Self::KeyNotRead => "has front matter whose {key} cannot be read (number {number}: {error})",

            Self::LongLine => "has a line {line} longer than 10 MB",
            Self::LineNotRead => "cannot be read in line {line}: {error}",
            Self::UnknownInLine => "has an unknown {what} “{text}” in line {line}",
            Self::UnknownOf => "has an unknown {what} “{text}” in line {line}; known: {known}",
            Self::NoExport => "is no Backcast export: {error}",
            Self::OtherFormat => "is no Backcast export: its format is another one",
            Self::NewerExport => "was exported by a newer version; update Backcast to read it",
            Self::PartOfAll => "holds only some proposals, for reading; export everything to bring it in again",

            Self::NoColumns => {
                "has no column for problem, headline or document; its headers are {headers}. Say which is which with --map problem=HEADER"
            }
            Self::NoSuchHeader => "“{text}” is no header; its headers are {headers}",
            Self::NoRows => "has no rows below its headers",
            Self::RowNotRead => "cannot be read as a table in line {line}: {error}",
            Self::UnevenRow => "row {line} has {found} cells where the first row has {expected}",
            Self::UnevenLine => {
                "cannot be read as a table in line {line}: it has {found} cells where the headers have {expected}"
            }
            Self::LongRow => "has a row longer than 10 MB that ends in line {line} or later",
            Self::NotANumber => "row {line}, column “{column}”: “{text}” is not a number",
            Self::NoDateInRow => "row {line}: “{text}” is not a date",
            Self::AmbiguousDate => {
                "row {line}: “{text}” could be day first or month first, and no other row decides it; say which with --date-order dmy or mdy"
            }
            Self::ContradictingDate => {
                "row {line}: “{text}” contradicts the order of the rows before it; say which with --date-order dmy or mdy"
            }
            Self::TwiceOnADate => "{date} stands there twice, with {one} and {other}",
            Self::NoValues => "there are no rows with a date and a value",
            Self::NoColumnNamed => "no column is named like a measure; columns: {columns}; measures: {measures}",
            Self::Flawed => "{flaws}; nothing was recorded",
            Self::LargeWorkbook => "the workbook is larger than 64 MB; save it as CSV",
            Self::OldWorkbook => "it is an old Excel workbook; save it as XLSX, ODS or CSV",
            Self::NoWorkbook => "it is no workbook: {error}",
            Self::NoSheet => "it has no sheet",
            Self::WideSheet => "its first sheet is wider and longer than any that is read; save the part that counts",
            Self::RowsOutOfOrder => "the rows of its first sheet are not in their order",

            Self::TooLong => "is larger than {most} MB",
            Self::YamlNotRead => "cannot be read as YAML: {error}",
            Self::DeckSetup => "has no “setup” with a week_ending",
            Self::DeckBlocks => "has no “deck” with blocks to show",
            Self::DeckBlockEmpty => "block {block} is empty",
            Self::DeckWeekMissing => "has no week_ending in “setup”",
            Self::DeckWeekNoDate => "setup: week_ending “{text}” is not a date like 25-SEP-2021",
            Self::DeckWeekUnclear => {
                "setup: week_ending “{text}” could be day first or month first; say which with --date-order dmy or mdy"
            }
            Self::DeckMonth => "setup: fiscal_year_end_month “{text}” is not a month like DEC",
            Self::DeckNumber => "setup: {key} “{text}” is not {from} to {to}",
            Self::DeckMonths => {
                "{place}: x_axis_monthly_display “{text}” is neither trailing_twelve_months nor fiscal_year"
            }
            Self::FilterNoQuery => "{place}: its filter has no query",
            Self::FilterNoComparison => "{place}: “{text}” is not a comparison like Country == 'US' or Age >= 18",
            Self::MetricNoAggregate => "{place}: has no aggf",
            Self::MetricNoColumn => "{place}: names no column",
            Self::AggregateUnknown => "{place}: aggf “{text}” is not known: {known}",
            Self::FunctionUnknown => "{place}: function “{text}” is not one of {known}",
            Self::FunctionNameless => "{place}: an input of its function has no name",
            Self::FunctionFewInputs => "{place}: “{text}” needs {least} metrics or more",
            Self::BlockNoMetrics => "{place} shows no metrics",
            Self::BlockNoRows => "{place} has no rows",
            Self::MetricUndefined => "block {block} shows the metric “{text}”, which is not defined",
            Self::InputUndefined => "the metric “{metric}” needs “{text}”, which is not defined",
            Self::Circle => "metrics need each other in a circle: {metrics}",
            Self::NoColumnCalled => "there is no column “{text}”",
            Self::NoHeaders => "row 1 holds a date where the names of the columns should stand: Date, …",
            Self::ColumnTwice => "two columns are called “{text}”, which the metric “{metric}” needs",
            Self::ColumnMissing => "there is no column “{text}”, which the metric “{metric}” needs",

            Self::NotADate => "“{text}” is not a date like 2026-09-30",
            Self::NotAnId => "“{text}” is not an id like {like}",
            Self::NotALink => "“{text}” is not a link like backcast://P-014",
            Self::NotALesson => "should read “When …, we …, because …”",
            Self::NoWord => "holds no word that could be found",
            Self::MatchesNothing => "“{text}” matches no proposal",
            Self::NotAPicture => "is not a PNG, JPEG, GIF or WebP picture",
            Self::NoBallot => "the file is no ballot, or was cut short on the way; nothing was taken in",
        }
    }
}
