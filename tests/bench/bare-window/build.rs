//! Lets the shell's build step read `tauri.conf.json`.

fn main() {
    tauri_build::build();
}
