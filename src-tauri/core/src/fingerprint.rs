//! SHA-256, as records, revisions and observations are guarded by it.

use sha2::{Digest, Sha256};

/// The hash a chain of records begins with.
pub(crate) const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Lower-case hexadecimal HMAC-SHA256 (RFC 2104).
pub(crate) fn hmac_sha256(key: &[u8], text: &[u8]) -> String {
    const BLOCK: usize = 64;
    let mut pad = [0_u8; BLOCK];
    let hashed = Sha256::digest(key);
    let key: &[u8] = if key.len() > BLOCK { &hashed } else { key };
    pad[..key.len()].copy_from_slice(key);
    let keyed = |mask: u8| pad.map(|byte| byte ^ mask);
    let inner = Sha256::new().chain_update(keyed(0x36)).chain_update(text).finalize();
    format!("{:x}", Sha256::new().chain_update(keyed(0x5c)).chain_update(inner).finalize())
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
    fn the_hmac_is_that_of_rfc_4231() {
        let text = b"what do ya want for nothing?";
        assert_eq!(hmac_sha256(b"Jefe", text), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(hmac_sha256(&[0xaa; 131], text), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    #[test]
    fn the_hash_of_abc_is_the_published_one() {
        let hash = sha256(b"abc");
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(&hash), "ba78-16bf");
    }
}
