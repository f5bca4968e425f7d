//! A file that takes another's place only when it is whole.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempPath};

/// New content for a path. Until it is put in place, the path has its old content or none.
#[derive(Debug)]
pub(crate) struct Replacement {
    target: PathBuf,
    out: BufWriter<Out>,
}

/// Where the content is written.
#[derive(Debug)]
enum Out {
    /// Beside the target, so that a rename is all that is left to do.
    Beside(NamedTempFile),
    /// Into a pipe or a device, which cannot be replaced.
    Through(File),
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
        let out = match &known {
            Some(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Some(known) if known.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
            Some(known) if !known.is_file() => Out::Through(File::options().write(true).open(&target)?),
            _ => Out::Beside(beside(&target, known.map(|known| known.permissions()))?),
        };
        Ok(Self { target, out: BufWriter::new(out) })
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
        let Self { target, out } = self;
        match out.into_inner().map_err(io::IntoInnerError::into_error)? {
            Out::Beside(file) => TempPath::persist(file.into_temp_path(), target).map_err(|error| error.error),
            Out::Through(_) => Ok(()),
        }
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

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file) => file.write(bytes),
            Self::Through(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file) => file.flush(),
            Self::Through(file) => file.flush(),
        }
    }
}

/// A hidden file in the target's folder, with the permissions that the target has or would get.
fn beside(target: &Path, permissions: Option<Permissions>) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".hookspect-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(permissions) = permissions {
        fs::set_permissions(file.path(), permissions)?;
    }
    Ok(file)
}
