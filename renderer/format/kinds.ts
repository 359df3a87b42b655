/** What a file is, for its icon: by extension first, since servers often send everything as octet-stream. */
export type FileKind =
  'disc' | 'video' | 'audio' | 'image' | 'document' | 'archive' | 'program' | 'data' | 'code' | 'file';

const EXTENSIONS: Readonly<Record<Exclude<FileKind, 'file'>, string>> = {
  disc: 'iso img dmg vhd vhdx vmdk qcow2 vdi nrg toast',
  video: 'mp4 mkv webm avi mov m4v mpg mpeg wmv flv ogv 3gp',
  audio: 'mp3 flac ogg opus m4a aac wav wma aiff ape',
  image: 'jpg jpeg png gif webp avif svg bmp tif tiff heic raw psd',
  document: 'pdf doc docx odt rtf txt md epub mobi azw3 djvu ppt pptx odp xls xlsx ods tex',
  archive: 'zip 7z rar tar gz tgz bz2 xz zst lz lzma br cab cpio',
  program: 'exe msi msix deb rpm appimage apk snap flatpak pkg jar xpi crx whl gem vsix run',
  data: 'csv tsv parquet sqlite db pbf osm arrow avro hdf5 h5 npy npz sql safetensors gguf onnx pt bin mdb geojson',
  code: 'js ts jsx tsx py rs go c h cpp hpp java kt swift rb php sh ps1 html css json xml yaml yml toml wasm patch diff',
};

const BY_EXTENSION = new Map<string, FileKind>(
  (Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[]).flatMap((kind) =>
    EXTENSIONS[kind].split(' ').map((extension) => [extension, kind] as const),
  ),
);

const BY_MEDIA_TYPE: readonly (readonly [RegExp, FileKind])[] = [
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/^image\//, 'image'],
  [/iso9660|diskimage/, 'disc'],
  [/^application\/(pdf|msword|rtf|epub|vnd\.(oasis|openxmlformats|ms-))|^text\/(plain|markdown)/, 'document'],
  [/zip|compressed|x-tar|gzip|x-xz|x-bzip|zstd|x-7z|x-rar/, 'archive'],
  [/msdownload|x-debian|x-rpm|android\.package|x-executable|x-msi/, 'program'],
  [/json|xml|javascript|^text\/(html|css|x-)/, 'code'],
  [/csv|sqlite|parquet/, 'data'],
];

/** `dataset.parquet.zst` is data that happens to be compressed, `llvm.tar.xz` an archive. */
const COMPRESSION = /\.(zst|gz|xz|bz2|br|lz)$/;

export function fileKind(fileName: string, mediaType: string | null): FileKind {
  const name = fileName.toLowerCase();
  const inner = extensionOf(name.replace(COMPRESSION, ''));
  const byInner = COMPRESSION.test(name) && inner !== 'tar' ? BY_EXTENSION.get(inner) : undefined;
  const byName = byInner ?? BY_EXTENSION.get(extensionOf(name));
  if (byName) return byName;
  const type = mediaType?.toLowerCase() ?? '';
  return BY_MEDIA_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? 'file';
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1) : '';
}
