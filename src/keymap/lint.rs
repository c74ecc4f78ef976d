use super::{Keymap, Problem};
pub struct Checked;
pub fn lint(_: &Keymap) -> Vec<Problem> {
    vec![]
}
pub fn check() -> Checked {
    Checked
}
