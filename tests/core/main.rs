//! What the product does, with no window.
