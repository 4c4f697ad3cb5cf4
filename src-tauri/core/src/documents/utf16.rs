//! Byte offsets as UTF-16 units, which the window counts in.

use super::{Note, Outline, Part, Question, Quote};

/// Where every 64th character of a text stands in both units.
pub struct Utf16 {
    marks: Vec<(u32, u32)>,
    text: String,
}

const STEP: usize = 64;

impl Utf16 {
    /// The units of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut marks = vec![];
        let mut units = 0_u32;
        for (at, (byte, c)) in text.char_indices().enumerate() {
            if at % STEP == 0 {
                marks.push((super::offset(byte), units));
            }
            units += u32::try_from(c.len_utf16()).unwrap_or(1);
        }
        Self { marks, text: text.to_owned() }
    }

    /// The UTF-16 unit at which a byte of the text stands.
    #[must_use]
    pub fn at(&self, byte: usize) -> u32 {
        let mut offset = super::offset(byte);
        self.turn(&mut offset);
        offset
    }

    fn turn(&self, offset: &mut u32) {
        let at = self.marks.partition_point(|(byte, _)| byte <= offset);
        let (byte, units) = at.checked_sub(1).and_then(|at| self.marks.get(at)).copied().unwrap_or((0, 0));
        let between = |from: u32, to: u32| {
            let range = usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0);
            self.text.get(range).map_or(0, |text| super::offset(text.encode_utf16().count()))
        };
        *offset = units + between(byte, *offset);
    }
}

impl Outline {
    /// Turns every offset into UTF-16 units.
    pub fn to_utf16(&mut self, units: &Utf16) {
        let topics = [&mut self.topics.components, &mut self.topics.finances, &mut self.topics.hurdles];
        let parts = [
            &mut self.headline,
            &mut self.subheading,
            &mut self.dateline,
            &mut self.customer,
            &mut self.problem,
            &mut self.solution,
            &mut self.aim,
            &mut self.evidence,
            &mut self.getting_started,
            &mut self.call_to_action,
            &mut self.appendix,
        ];
        for Part { start, end, .. } in parts.into_iter().chain(topics).flatten() {
            units.turn(start);
            units.turn(end);
        }
        for Quote { start, end, .. } in [&mut self.leader_quote, &mut self.customer_quote].into_iter().flatten() {
            units.turn(start);
            units.turn(end);
        }
        let lists = [&mut self.external_faq, &mut self.internal_faq, &mut self.faq];
        for Question { start, end, .. } in lists.into_iter().flatten() {
            units.turn(start);
            units.turn(end);
        }
        for section in &mut self.sections {
            units.turn(&mut section.start);
            units.turn(&mut section.end);
        }
    }
}

impl Note {
    /// Turns its offsets into UTF-16 units.
    pub fn to_utf16(&mut self, units: &Utf16) {
        units.turn(&mut self.start);
        units.turn(&mut self.end);
        if let Some(fix) = &mut self.fix {
            units.turn(&mut fix.start);
            units.turn(&mut fix.end);
        }
    }
}
