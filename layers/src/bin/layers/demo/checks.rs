//! Whether containers are apart from each other. Knows not what they change.

use indicatif::ProgressBar;
use layers::LayeredFs;

use super::Check;
use super::plan::Plan;
use crate::failure::Failure;

/// Looks at each container, and at the places of it where others wrote.
pub fn isolation(
    plan: &Plan,
    base: &LayeredFs,
    containers: &[LayeredFs],
    bar: &ProgressBar,
) -> Result<Vec<Check>, Failure> {
    let (mut done, mut blind, mut pairs) = (true, true, 0_u64);
    for (number, container) in containers.iter().enumerate() {
        done &= plan.is_done(number, base, container);
        for other in (0..containers.len()).filter(|&other| other != number) {
            blind &= plan.is_blind_to(number, other, container);
            pairs += 1;
        }
        bar.inc(1);
    }
    let check = |what: String, passed| Check { what, passed };
    Ok(vec![
        check("each differs from the image in what it changed alone".to_owned(), done),
        check(format!("none sees what another wrote ({pairs} looks)"), blind),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Containers as the demonstration makes them.
    fn containers() -> (Plan, LayeredFs, Vec<LayeredFs>) {
        let mut base = LayeredFs::new();
        base.mkdir_all("srv/moved/below", 0o755).unwrap();
        base.write("srv/moved/below/file", "text").unwrap();
        base.write("data", vec![7; 40_000]).unwrap();
        for name in ["a", "b", "c", "d"] {
            base.write(name, name).unwrap();
        }
        let plan = Plan::new(&base).unwrap();
        assert_eq!(plan.entries_moved(), Some(3));
        let mut containers = vec![base.clone(); 5];
        for (number, container) in containers.iter_mut().enumerate() {
            plan.carry_out(number, container).unwrap();
        }
        (plan, base, containers)
    }

    /// Which checks pass after something was done to one container.
    fn passed(harm: impl FnOnce(&mut Vec<LayeredFs>)) -> [bool; 2] {
        let (plan, base, mut containers) = containers();
        harm(&mut containers);
        let checks = isolation(&plan, &base, &containers, &ProgressBar::hidden()).unwrap();
        [checks[0].passed, checks[1].passed]
    }

    #[test]
    fn whatever_is_seen_of_another_fails_a_check() {
        assert_eq!(passed(|_| {}), [true, true]);
        // One container sees all that another wrote.
        assert_eq!(passed(|containers| containers[3] = containers[1].clone()), [false, false]);
        // One sees a byte of another.
        assert_eq!(
            passed(|containers| {
                let data = containers[1].read("data").unwrap();
                let at = (0..data.len()).find(|&at| data[at] != 7).unwrap();
                containers[2].write_at("data", at as u64, &[data[at]]).unwrap();
            }),
            [false, false]
        );
        // One has lost or gained something, or has another text.
        for harm in [
            |fs: &mut LayeredFs| fs.write("new", "text").map(drop),
            |fs: &mut LayeredFs| fs.write_at("written-by-a-container", 0, b"W"),
            |fs: &mut LayeredFs| fs.chmod("data", 0),
            |fs: &mut LayeredFs| fs.remove_all("srv.of-4"),
        ] {
            assert_eq!(passed(|containers| harm(&mut containers[4]).unwrap()), [false, true]);
        }
        // One has changed nothing.
        let (_, base, _) = containers();
        assert_eq!(passed(|containers| containers[0] = base.clone()), [false, true]);
    }
}
