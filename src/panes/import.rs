use crate::app::Place;
pub fn ask() -> Place {
    Place::Home
}
