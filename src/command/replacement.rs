//! A file that takes another's place only when it is whole.
//!
//! Until then the content has no name, so that nothing is left of it when the run is interrupted.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempPath};

/// New content for a path. Until it is put in place, the path has its old content or none.
#[derive(Debug)]
pub(crate) struct Replacement {
    target: PathBuf,
    /// A file without a name in the target's folder, where there is room for it; or the target, where that is a pipe or a
    /// device, which cannot be replaced.
    out: BufWriter<File>,
    is_target: bool,
}

impl Replacement {
    /// Begins a replacement. A link is followed: what it leads to is replaced.
    ///
    /// # Errors
    ///
    /// When nothing can be written there.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let known = fs::metadata(&target).ok();
        let is_target = known.as_ref().is_some_and(|known| !known.is_file());
        let out = match known {
            Some(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Some(known) if known.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
            _ if is_target => File::options().write(true).open(&target)?,
            _ => tempfile::tempfile_in(folder_of(&target))?,
        };
        Ok(Self { target, out: BufWriter::new(out), is_target })
    }

    /// The file itself, whatever links lead to it.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Puts the new content in place.
    ///
    /// # Errors
    ///
    /// When it cannot be written; then nothing has changed.
    pub(crate) fn put_in_place(self) -> io::Result<()> {
        let Self { target, out, is_target } = self;
        let mut content = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if is_target {
            return Ok(());
        }
        let permissions = fs::metadata(&target).ok().map(|known| known.permissions());
        let mut file = beside(&target, permissions)?;
        content.rewind()?;
        io::copy(&mut content, file.as_file_mut())?;
        TempPath::persist(file.into_temp_path(), target).map_err(|error| error.error)
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A hidden file in the target's folder, with the permissions that the target has or would get.
fn beside(target: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".hookspect-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder_of(target))?;
    if let Some(permissions) = permissions {
        fs::set_permissions(file.path(), permissions)?;
    }
    Ok(file)
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
