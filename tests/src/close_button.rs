//! The button with which a desktop closes a window: a message that asks the program to do it.

use x11rb::{
    connection::Connection,
    protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window},
    rust_connection::RustConnection,
};

/// Asks every window of the app on a display to close.
///
/// # Panics
/// When there is none.
pub(crate) fn press(display: &str) {
    let (x, screen) = RustConnection::connect(Some(display)).unwrap();
    let atom = |name: &[u8]| x.intern_atom(false, name).unwrap().reply().unwrap().atom;
    let (protocols, delete) = (atom(b"WM_PROTOCOLS"), atom(b"WM_DELETE_WINDOW"));
    let mut asked = 0;
    for window in below(&x, x.setup().roots[screen].root) {
        let class = x.get_property(false, window, AtomEnum::WM_CLASS, AtomEnum::STRING, 0, 64).unwrap();
        let is_ours = class
            .reply()
            .is_ok_and(|class| String::from_utf8_lossy(&class.value).to_lowercase().contains("partner-desk"));
        let takes = x.get_property(false, window, protocols, AtomEnum::ATOM, 0, 64).unwrap();
        let takes_it = takes
            .reply()
            .is_ok_and(|takes| takes.value32().is_some_and(|mut known| known.any(|one| one == delete)));
        if is_ours && takes_it {
            let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            x.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
            asked += 1;
        }
    }
    x.flush().unwrap();
    assert!(asked > 0, "the app has no window on {display}");
}

/// Every window below another one.
fn below(x: &RustConnection, window: Window) -> Vec<Window> {
    let children = x.query_tree(window).unwrap().reply().map(|tree| tree.children).unwrap_or_default();
    children.iter().flat_map(|child| [vec![*child], below(x, *child)].concat()).collect()
}
