//! Fonts of the system for letters that the project's own have not: other scripts, symbols.
//!
//! Only looked for when a sheet has such a letter, and only as many are taken as those letters need. A letter that no font
//! has stays a box. Not here: setting (`world`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use typst::foundations::Bytes;
use typst::text::Font;

use crate::world;

/// How deep folders of fonts are walked.
const DEEPEST: usize = 5;

/// A regular face of each font that `text` needs beside the project's own.
pub(crate) fn fonts_for(text: &str) -> Vec<Font> {
    let mut missing: BTreeSet<char> =
        text.chars().filter(|c| !c.is_ascii()).collect::<BTreeSet<_>>().into_iter().filter(|c| is_drawn(*c)).collect();
    missing.retain(|letter| !world::has(*letter));
    let mut found = vec![];
    if missing.is_empty() {
        return found;
    }
    for path in candidates(missing.iter().any(|letter| is_ideographic(*letter))) {
        let Ok(bytes) = fs::read(&path) else { continue };
        // Faces of a collection differ in habits, not in which letters they have.
        let Some(font) = Font::new(Bytes::new(bytes), 0) else { continue };
        let before = missing.len();
        missing.retain(|letter| !font.info().coverage.contains(u32::from(*letter)));
        if missing.len() < before {
            found.push(font);
        }
        if missing.is_empty() {
            break;
        }
    }
    found
}

fn is_drawn(letter: char) -> bool {
    // Joiners and selectors of variants have no shape of their own.
    !letter.is_control()
        && !letter.is_whitespace()
        && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_ideographic(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Font files of the system: regular faces first, and those for ideographs before or after all others.
fn candidates(ideographs: bool) -> Vec<PathBuf> {
    let mut files = vec![];
    for folder in folders() {
        collect(&folder, DEEPEST, &mut files);
    }
    files.sort_by_cached_key(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let for_ideographs = ["cjk", "hiragino", "pingfang", "msgothic", "yugoth", "msyh", "malgun"]
            .iter()
            .any(|known| name.contains(known));
        (for_ideographs != ideographs, !name.contains("regular"), !name.contains("noto"), path.clone())
    });
    files
}

fn folders() -> Vec<PathBuf> {
    let home = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(PathBuf::from);
    let at_home: &[&str] = if cfg!(target_os = "macos") {
        &["Library/Fonts"]
    } else if cfg!(windows) {
        &["AppData/Local/Microsoft/Windows/Fonts"]
    } else {
        &[".local/share/fonts", ".fonts"]
    };
    let shared: &[&str] = if cfg!(target_os = "macos") {
        &["/System/Library/Fonts", "/Library/Fonts"]
    } else if cfg!(windows) {
        &["C:/Windows/Fonts"]
    } else {
        &["/usr/share/fonts", "/usr/local/share/fonts"]
    };
    let home = home.iter().flat_map(|home| at_home.iter().map(|folder| home.join(folder)));
    shared.iter().map(PathBuf::from).chain(home).collect()
}

fn collect(folder: &Path, deeper: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if deeper > 0 {
                collect(&path, deeper - 1, files);
            }
        } else if path
            .extension()
            .is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
        {
            files.push(path);
        }
    }
}
