//! What the command line says. Opens no file.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use layers::layer::Compression;

use crate::failure::Failure;
use crate::place::{Place, RootName, Target};

/// Container images as persistent trees: a container starts in no time, and holds what it changes.
#[derive(Parser)]
#[command(
    name = "layers",
    version,
    max_term_width = 100,
    after_help = "\
A path in a container or an image is written NAME:/PATH; every other path is one of the host.

exit status: 0; 1 if something failed, and then the store is as it was, unless it was to print; 2 for a wrong call

example:
  layers import base.tar app.tar --name app
  layers start app -n 2
  echo hello | layers write app-1:/etc/motd
  layers diff app-1"
)]
pub struct Call {
    /// The directory that images and containers are kept in; without it, layers/ where programs keep data
    #[arg(long, global = true, value_name = "DIR", env = "LAYERS_STORE", hide_env_values = true)]
    pub store: Option<OsString>,
    /// Print JSON: one document, or one in each line where there may be many
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    Import(Import),
    Ls(Ls),
    Cat(Cat),
    Cp(Cp),
    Mv(Mv),
    Rm(Rm),
    Mkdir(Mkdir),
    Write(Write),
    Start(Start),
    Diff(Diff),
    Commit(Commit),
    Df(Df),
    History(History),
    Squash(Squash),
    Rebase(Rebase),
    Export(Export),
    Drop(Drop),
    Demo(Demo),
}

/// Make an image of layers, of a directory, or of an image of another program
///
/// Each source is a layer on top of those before it: an archive (plain, gzip or zstd), a directory, or - for
/// an archive on stdin. The first may also be an image: the directory of an OCI layout, an archive of one, or
/// what `docker save` writes.
#[derive(Args)]
#[command(after_help = "\
example:
  layers import base.tar.gz app.tar --name app
  dpkg-deb --fsys-tarfile hello.deb | layers import - --name hello
  layers import ./rootfs")]
pub struct Import {
    /// The layers, the lowest one first
    #[arg(required = true, value_name = "TAR|DIR|ARCHIVE")]
    pub sources: Vec<PathBuf>,
    /// What to call the image; without it, as it is called in the archive, or as the first source
    #[arg(long)]
    pub name: Option<RootName>,
    /// Take this image of the store as the lowest layers
    #[arg(long, value_name = "IMAGE")]
    pub on: Option<RootName>,
    /// What the sources are, if it is not to be guessed
    #[arg(long = "as", value_name = "KIND", default_value = "auto")]
    pub kind: SourceKind,
    /// Which image, if an archive has several: its name there
    #[arg(long, value_name = "NAME")]
    pub select: Option<String>,
    /// Make the best of archives that say what layers must not say
    #[arg(long)]
    pub lenient: bool,
    #[command(flatten)]
    pub keep: Keep,
}

/// How an image is kept.
#[derive(Args)]
pub struct Keep {
    /// How new layers are compressed
    #[arg(long, value_name = "HOW", default_value = DEFAULT_COMPRESSION)]
    pub compress: Compress,
    /// Take the name from the image that has it
    #[arg(long)]
    pub replace: bool,
}

const DEFAULT_COMPRESSION: &str = if cfg!(feature = "zstd") { "zstd" } else { "gzip" };

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SourceKind {
    Auto,
    Layer,
    Image,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Compress {
    None,
    Gzip,
    #[cfg(feature = "zstd")]
    Zstd,
}

impl From<Compress> for Compression {
    fn from(compress: Compress) -> Self {
        match compress {
            Compress::None => Self::None,
            Compress::Gzip => Self::Gzip,
            #[cfg(feature = "zstd")]
            Compress::Zstd => Self::Zstd,
        }
    }
}

/// List images and containers, or what is in a directory of one
#[derive(Args)]
#[command(after_help = "\
example:
  layers ls
  layers ls -l app-1:/etc
  layers ls -R app-1")]
pub struct Ls {
    /// What to list; without it, images and containers
    #[arg(value_name = "NAME[:/PATH]", value_parser = or_root())]
    pub targets: Vec<Target>,
    /// Show mode, links, owner, size and time
    #[arg(short)]
    pub long: bool,
    /// Show what is below directories, too
    #[arg(short = 'R')]
    pub recursive: bool,
    /// Show directories themselves, and not what is in them
    #[arg(short)]
    pub directory: bool,
}

/// Print files
#[derive(Args)]
#[command(after_help = "\
example:
  layers cat app-1:/etc/motd")]
pub struct Cat {
    /// The files
    #[arg(required = true, value_name = "NAME:/PATH", value_parser = target())]
    pub targets: Vec<Target>,
}

/// Copy files in containers, between them, from the host and to it
///
/// Symbolic links are copied as such. Copies inside share their bytes with what they are copies of.
#[derive(Args)]
#[command(after_help = "\
example:
  layers cp app.conf app-1:/etc/
  layers cp -r app-1:/etc ./etc-of-app
  layers cp -r app:/srv app-1:/srv.orig")]
pub struct Cp {
    /// NAME:/PATH, or a path of the host
    #[arg(required = true, num_args = 2.., value_names = ["FROM", "TO"], value_parser = place())]
    pub places: Vec<Place>,
    /// Copy directories, with what is in them
    #[arg(short, long)]
    pub recursive: bool,
    /// From and to the host: keep owners and extended attributes, too, also of directories that are there already
    #[arg(short, long)]
    pub archive: bool,
}

/// Move or rename files and directories
///
/// In one container, a directory moves as fast as a file, whatever is in it.
#[derive(Args)]
#[command(after_help = "\
example:
  layers mv app-1:/etc app-1:/config
  layers mv --exchange app-1:/srv/new app-1:/srv/live")]
pub struct Mv {
    /// What to move
    #[arg(value_name = "FROM", value_parser = target())]
    pub from: Target,
    /// Where to: into a directory, or to a new name
    #[arg(value_name = "TO", value_parser = target())]
    pub to: Target,
    /// Replace nothing
    #[arg(short, long, conflicts_with = "exchange")]
    pub no_replace: bool,
    /// Let both change places
    #[arg(long)]
    pub exchange: bool,
}

/// Remove files
#[derive(Args)]
#[command(after_help = "\
example:
  layers rm -r app-1:/var/cache")]
pub struct Rm {
    /// What to remove
    #[arg(required = true, value_name = "NAME:/PATH", value_parser = target())]
    pub targets: Vec<Target>,
    /// Remove directories, with what is in them
    #[arg(short, long)]
    pub recursive: bool,
    /// Let it be if there is nothing to remove
    #[arg(short, long)]
    pub force: bool,
}

/// Make directories
#[derive(Args)]
#[command(after_help = "\
example:
  layers mkdir -p app-1:/srv/data/new")]
pub struct Mkdir {
    /// The directories
    #[arg(required = true, value_name = "NAME:/PATH", value_parser = target())]
    pub targets: Vec<Target>,
    /// Make those above, too, and let be those that are there
    #[arg(short, long)]
    pub parents: bool,
}

/// Write to a file: all of it, or a part
#[derive(Args)]
#[command(after_help = "\
example:
  layers write app-1:/etc/motd 'hello'
  date | layers write --append app-1:/var/log/dates
  printf x | layers write --offset 4096 app-1:/srv/data")]
pub struct Write {
    /// The file, which is made if it is not there
    #[arg(value_name = "NAME:/PATH", value_parser = target())]
    pub target: Target,
    /// The text, and an end of line; without it, the bytes of stdin
    pub text: Option<OsString>,
    /// Write over what is there, from this byte on, and keep the rest
    #[arg(long, value_name = "BYTE", conflicts_with = "append")]
    pub offset: Option<u64>,
    /// Write behind what is there
    #[arg(short, long)]
    pub append: bool,
}

/// Start containers from an image
///
/// A container starts with the tree of its image, and shares it.
#[derive(Args)]
#[command(after_help = "\
example:
  layers start app --name web
  layers start app -n 100")]
pub struct Start {
    /// The image
    pub image: RootName,
    /// How many
    #[arg(short, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub number: u32,
    /// What to call the container; several are called NAME-1, NAME-2, ...
    #[arg(long)]
    pub name: Option<RootName>,
}

/// Show what a container has changed
///
/// A line for each path: A for added, M for modified, D for deleted with everything below.
#[derive(Args)]
#[command(after_help = "\
example:
  layers diff app-1
  layers diff app-1 app-2")]
pub struct Diff {
    /// The container; with another one to compare with, also an image
    pub name: RootName,
    /// Against which image or container; without it, the image that the container was started from
    pub base: Option<RootName>,
}

/// Make an image of a container: its image, and what it has changed as a layer on top
#[derive(Args)]
#[command(after_help = "\
example:
  layers commit app-1 app:2 -m 'new configuration'")]
pub struct Commit {
    /// The container
    pub container: RootName,
    /// What to call the new image
    pub image: RootName,
    /// What the history says of it
    #[arg(short, long)]
    pub message: Option<String>,
    #[command(flatten)]
    pub keep: Keep,
}

/// Show what containers take, beside what other ways would have taken
#[derive(Args)]
#[command(after_help = "\
example:
  layers df
  layers df app-1 app-2")]
pub struct Df {
    /// Only these
    #[arg(value_name = "CONTAINER")]
    pub containers: Vec<RootName>,
}

/// Show how an image came to be, the first step first
#[derive(Args)]
#[command(after_help = "\
example:
  layers history app")]
pub struct History {
    /// An image, or a container of it
    pub name: RootName,
}

/// Make one layer of several
#[derive(Args)]
#[command(after_help = "\
example:
  layers squash app app:flat
  layers squash app app:flat --layers 2..3")]
pub struct Squash {
    /// The image
    pub image: RootName,
    /// What to call the new image
    pub new: RootName,
    /// Which layers, counted from 1; without it, all
    #[arg(long, value_name = "FIRST..LAST", value_parser = layer_range)]
    pub layers: Option<(usize, usize)>,
    #[command(flatten)]
    pub keep: Keep,
}

/// Move a container onto another image, with what it has changed
///
/// What the container has changed is merged with what is different in the other image. Where both have changed
/// a path, each in its own way, there is a conflict: it is reported, and nothing is done, unless --take says
/// which one is right.
#[derive(Args)]
#[command(after_help = "\
exit status: 1 if there are conflicts, unless --take says what to do

example:
  layers rebase app-1 app:2
  layers rebase app-1 app:2 --take ours")]
pub struct Rebase {
    /// The container
    pub container: RootName,
    /// The image to move it onto
    pub onto: RootName,
    /// In conflicts, take what the container has (ours), or the new image (theirs)
    #[arg(long, value_name = "WHOSE")]
    pub take: Option<Take>,
    /// Where both have changed a file, but not the same page of it, take both
    #[arg(long)]
    pub pages: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Take {
    Ours,
    Theirs,
}

/// Write a tree, a layer or an image to a file or to stdout
#[derive(Args)]
#[command(after_help = "\
example:
  layers export app-1 -o app-1.tar
  layers export app-1 --as layer --compress gzip -o changes.tar.gz
  layers export app --as archive --compress gzip | docker load")]
pub struct Export {
    /// An image or a container
    pub name: RootName,
    /// What to write
    #[arg(long = "as", value_name = "WHAT", default_value = "tree")]
    pub what: What,
    /// Where to; without it, stdout
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How it is compressed; without it, trees and layers not at all, and images as they are. Some programs read no
    /// images that are compressed by zstd
    #[arg(long, value_name = "HOW")]
    pub compress: Option<Compress>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// All files, as an archive
    Tree,
    /// What a container has changed, or the top layer of an image
    Layer,
    /// An image, as an archive for `docker load` and for readers of OCI layouts
    Archive,
    /// An image, as the directory of an OCI layout, which has no other image then
    Dir,
}

/// Remove containers and images
///
/// An image that a container is on is kept for it, without its name.
#[derive(Args)]
#[command(after_help = "\
example:
  layers drop app-1 app-2")]
pub struct Drop {
    /// Containers and images
    #[arg(required = true, value_name = "NAME")]
    pub names: Vec<RootName>,
}

/// Show in memory that many containers on one image are apart, and what they take
///
/// Uses no store. Starts the containers, lets each change files in ways of its own, and checks that none sees what
/// another does. Then commits one, applies its layer to a fresh copy of the image, compares, and reports what
/// all that took.
#[derive(Args)]
#[command(after_help = "\
exit status: 1 if a check failed

example:
  layers demo
  layers demo base.tar libs.tar app.tar -n 1000")]
pub struct Demo {
    /// The layers of the image, the lowest one first; without them, three are made of the sources of this
    /// program and a file of random bytes
    #[arg(value_name = "TAR")]
    pub sources: Vec<PathBuf>,
    /// How many containers
    #[arg(short, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(2..=10_000))]
    pub number: u32,
    /// The size of the file of random bytes, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub data: u32,
}

fn place() -> impl TypedValueParser<Value = Place> {
    OsStringValueParser::new().try_map(Place::parse)
}

fn target() -> impl TypedValueParser<Value = Target> {
    OsStringValueParser::new().try_map(|argument| Target::parse(&argument))
}

fn or_root() -> impl TypedValueParser<Value = Target> {
    OsStringValueParser::new().try_map(|argument: OsString| Target::or_root(OsStr::new(&argument)))
}

fn layer_range(text: &str) -> Result<(usize, usize), String> {
    let wrong = || "a range of layers is FIRST..LAST, counted from 1".to_owned();
    let (first, last) = text.split_once("..").ok_or_else(wrong)?;
    let (first, last) = (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
    if first < 1 || last < first { Err(wrong()) } else { Ok((first, last)) }
}

/// Reads the command line. Where there is nothing to run, says what is to be said, and the exit status.
pub fn parse() -> Result<Call, ExitCode> {
    Call::try_parse().map_err(|error| {
        if !error.use_stderr() {
            // Help and version: a reader who left early has seen what he wanted.
            let printed = error.print().map_err(Failure::from);
            return printed.map_or_else(Failure::tell, |()| ExitCode::SUCCESS);
        }
        let missing =
            [ErrorKind::MissingSubcommand, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
        if missing.contains(&error.kind()) {
            return Failure::Usage("a command is missing; --help lists them".into()).tell();
        }
        let text = error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let mut reason = String::new();
        for line in text.lines().map(str::trim) {
            if line.starts_with("Usage:") || line.starts_with("For more information") {
                break;
            }
            match line.strip_prefix("tip: ") {
                Some(tip) if tip.contains("similar") => reason += &format!(" ({tip})"),
                Some(_) => {}
                None if line.is_empty() || reason.is_empty() => reason += line,
                None => reason += &format!(" {line}"),
            }
        }
        Failure::Usage(format!("{reason}; --help says how to call it")).tell()
    })
}
