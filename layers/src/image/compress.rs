//! The layers of an image compressed in another way. Knows not what is in them.

use super::documents::layer_type;
use super::store::Blob;
use super::{Image, ImageLayer};
use crate::error::Error;
use crate::layer::{Compression, recompress};

impl Image {
    /// Compresses all layers in one way; those that are compressed so stay. The archives in them stay the same
    /// to the byte, and so do their diff IDs.
    ///
    /// Some readers of images know no zstd.
    ///
    /// Computes in **O(n)** time for the bytes of the layers. If it fails, the image is as it was.
    ///
    /// # Errors
    /// [`Error::Malformed`] for zstd without the feature `zstd`, and if the blob of a layer has changed since it
    /// was read; [`Error::Io`].
    ///
    /// ```
    /// use layers::image::{History, Image};
    /// use layers::layer::Compression;
    ///
    /// let mut image = Image::new();
    /// let mut container = image.tree().clone();
    /// container.write("motd", b"hello")?;
    /// image.commit(&container, Compression::None, History::default())?;
    /// let before = *image.layers()[0].origin();
    /// image.compress(Compression::Gzip)?;
    /// let after = image.layers()[0].origin();
    /// assert!(after.diff_id == before.diff_id && after.digest != before.digest);
    /// assert!(after.size < before.size);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compress(&mut self, compression: Compression) -> Result<(), Error> {
        let layers = self.layers.iter().map(|layer| layer.compressed(compression));
        self.layers = layers.collect::<Result<_, _>>()?;
        Ok(())
    }
}

impl ImageLayer {
    fn compressed(&self, compression: Compression) -> Result<Self, Error> {
        if self.origin.compression == compression {
            return Ok(self.clone());
        }
        let mut bytes = Vec::new();
        let origin =
            self.blob.read(|blob| recompress(blob, &self.origin, &mut bytes, compression))?;
        let media_type = layer_type(compression);
        Ok(Self { layer: self.layer.clone(), origin, media_type, blob: Blob::Bytes(bytes.into()) })
    }
}
