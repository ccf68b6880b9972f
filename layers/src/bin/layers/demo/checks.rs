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
