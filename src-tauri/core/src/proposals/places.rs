//! Texts in their order, each with a number for its place, so that ordering lines compares numbers and never text.
//!
//! Places are given with room between them: a text that comes later finds its place without moving the others.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

/// Beyond the place of every text.
const END: u64 = 1 << 62;

/// A text of a line, with its place among the texts of its column.
pub(crate) struct Placed {
    pub(crate) text: Arc<str>,
    pub(crate) place: u64,
}

impl Placed {
    /// A text that [`Places::of`] will give its place.
    pub(crate) fn unsettled(text: Arc<str>) -> Self {
        Self { text, place: 0 }
    }
}

/// The texts of a column with their places.
#[derive(Default)]
pub(crate) struct Places(BTreeMap<Arc<str>, u64>);

impl Places {
    /// Gives each of these texts its place; equal texts have the same.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t mut Placed>) -> Self {
        let mut texts: Vec<_> = texts.collect();
        texts.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        let room = END / (u64::try_from(texts.len()).unwrap_or(END) + 1);
        let (mut places, mut place) = (vec![], 0);
        for equal in texts.chunk_by_mut(|a, b| a.text == b.text) {
            place += room;
            let Some(text) = equal.first().map(|first| Arc::clone(&first.text)) else { continue };
            for one in equal {
                **one = Placed { text: Arc::clone(&text), place };
            }
            places.push((text, place));
        }
        Self(places.into_iter().collect())
    }

    /// A text with its place; none when there is no room left between its neighbours.
    pub(crate) fn put(&mut self, text: Arc<str>) -> Option<Placed> {
        if let Some((known, place)) = self.0.get_key_value(&text) {
            return Some(Placed { text: Arc::clone(known), place: *place });
        }
        let before = self.0.range::<str, _>((Unbounded, Excluded(&*text))).next_back().map_or(0, |(_, place)| *place);
        let after = self.0.range::<str, _>((Excluded(&*text), Unbounded)).next().map_or(END, |(_, place)| *place);
        let place = u64::midpoint(before, after);
        if place == before {
            return None;
        }
        self.0.insert(Arc::clone(&text), place);
        Some(Placed { text, place })
    }

    /// Lets go of a text that no other line has, so that its room is free again.
    pub(crate) fn leave(&mut self, left: &Placed) {
        // One is the line's that leaves, one is kept here.
        if Arc::strong_count(&left.text) == 2 {
            self.0.remove(&left.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(texts: &[&str]) -> (Places, Vec<Placed>) {
        let mut texts: Vec<_> = texts.iter().map(|text| Placed::unsettled((*text).into())).collect();
        (Places::of(texts.iter_mut()), texts)
    }

    #[test]
    fn places_are_in_the_order_of_texts_and_equal_for_equal_ones() {
        let (mut places, texts) = settled(&["pear", "apple", "fig", "apple"]);
        let [pear, apple, fig, second] = texts.as_slice() else { panic!("four") };
        assert!(apple.place < fig.place && fig.place < pear.place && apple.place == second.place);
        let between = places.put("banana".into()).unwrap();
        assert!(apple.place < between.place && between.place < fig.place);
        assert!(places.put("zebra".into()).unwrap().place > pear.place);
        assert!(places.put("".into()).unwrap().place < apple.place);
        assert_eq!(places.put("fig".into()).unwrap().place, fig.place);
    }

    #[test]
    fn a_text_that_grows_letter_by_letter_finds_room_for_ever_when_the_old_one_leaves() {
        let (mut places, _kept) = settled(&["a", "b"]);
        let mut text = "a".to_owned();
        let mut last = places.put(text.as_str().into()).unwrap();
        for _ in 0..1_000 {
            text.push('x');
            places.leave(&last);
            last = places.put(text.as_str().into()).unwrap();
        }
    }

    #[test]
    fn without_room_there_is_no_place() {
        let (mut places, _kept) = settled(&["a", "b"]);
        let found = (1..100).map(|length| places.put("a".repeat(length + 1).into())).collect::<Vec<_>>();
        assert!(found.first().is_some_and(Option::is_some) && found.last().is_some_and(Option::is_none));
    }
}
