//! SHA-256, as records, revisions and observations are guarded by it.

use sha2::{Digest, Sha256};

/// The hash a chain of records begins with.
pub(crate) const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The first eight digits as people read them: `7f3a-91c2`.
pub(crate) fn short(sha256: &str) -> String {
    match (sha256.get(..4), sha256.get(4..8)) {
        (Some(first), Some(second)) => format!("{first}-{second}"),
        _ => sha256.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_the_published_one() {
        let hash = sha256(b"abc");
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(&hash), "ba78-16bf");
    }
}
