//! Links the command to a fixed address: a hundred thousand addresses would be set one by one each time it is started, which
//! took a third of the time of a short command. Stack, heap and libraries still lie somewhere else each time.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let of_target = |key: &str| std::env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    if of_target("OS") == "linux" && of_target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
