//! Several layers of an image made into one. Knows not how a layer is written down.

use std::ops::{Bound, Range, RangeBounds};

use super::{History, Image, ImageLayer, empty};
use crate::error::Error;
use crate::fs::LayeredFs;
use crate::layer::{Compression, Layer};

impl Image {
    /// Puts one layer in the place of several, or none if those change nothing together: what one of them
    /// adds and another one removes is in neither. The tree stays, and so do the other layers with their
    /// blobs; a single layer is written anew.
    ///
    /// The steps of the history stay, too, but say that they made no layer; `history` comes behind the last
    /// of them. A history that has not a step for each layer stays as it is.
    ///
    /// Computes in the time of [`Layer::apply`] for the layers up to the last one of these, and in **O(n)**
    /// for the bytes of the new one. If it fails, the image is as it was.
    ///
    /// # Errors
    /// [`Error::Malformed`] for layers that are not there, and for a name that begins with `.wh.`, which a
    /// lenient reader may have let through; those of [`Layer::to_blob`].
    ///
    /// ```
    /// use layers::image::{History, Image};
    /// use layers::layer::Compression;
    ///
    /// let mut image = Image::new();
    /// for text in ["first", "second", "third"] {
    ///     let mut container = image.tree().clone();
    ///     container.write(text, text)?;
    ///     image.commit(&container, Compression::Gzip, History::default())?;
    /// }
    /// let third = *image.layers()[2].origin();
    /// image.squash(..2, Compression::Gzip, History::default())?;
    /// assert_eq!((image.layers().len(), image.history().len()), (2, 4));
    /// assert_eq!(*image.layers()[1].origin(), third);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn squash(
        &mut self,
        layers: impl RangeBounds<usize>,
        compression: Compression,
        history: History,
    ) -> Result<(), Error> {
        let range = self.layers_in(&layers)?;
        if range.is_empty() {
            return Ok(());
        }
        let apply = |tree: &LayeredFs, layers: &[ImageLayer]| {
            layers.iter().try_fold(tree.clone(), |tree, layer| layer.layer.apply(&tree))
        };
        let below = apply(&empty(), &self.layers[..range.start])?;
        let tree = apply(&below, &self.layers[range.clone()])?;
        let layer = Layer::exactly_between(&below, &tree)?;
        let new = if layer.is_empty() { None } else { Some(ImageLayer::new(layer, compression)?) };

        self.squash_history(range.clone(), History { empty_layer: new.is_none(), ..history });
        let diff_id = new.as_ref().map(|layer| layer.origin.diff_id.to_string());
        self.config.rootfs.diff_ids.splice(range.clone(), diff_id);
        self.layers.splice(range, new);
        Ok(())
    }

    /// The layers that a range means, if all are there.
    fn layers_in(&self, layers: &impl RangeBounds<usize>) -> Result<Range<usize>, Error> {
        let count = self.layers.len();
        let start = match layers.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match layers.end_bound() {
            Bound::Included(&last) => last.saturating_add(1),
            Bound::Excluded(&end) => end,
            Bound::Unbounded => count,
        };
        if start > end || end > count {
            let reason = format!("the image has {count} layers");
            return Err(Error::malformed(format!("layers {start} to {end}"), reason));
        }
        Ok(start..end)
    }

    /// Lets the steps that made these layers have made none, and adds one behind them.
    fn squash_history(&mut self, layers: Range<usize>, step: History) {
        let history = &mut self.config.history;
        let made: Vec<_> = (0..history.len()).filter(|&at| !history[at].empty_layer).collect();
        if made.len() != self.layers.len() {
            return;
        }
        for &at in &made[layers.clone()] {
            history[at].empty_layer = true;
        }
        history.insert(made[layers.end - 1] + 1, step);
    }
}
