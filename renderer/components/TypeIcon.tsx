import {
  Archive,
  Database,
  Disc,
  File,
  FileCode,
  FileText,
  Film,
  Image,
  Music,
  Package,
  type LucideIcon,
} from 'lucide-react';
import { memo } from 'react';
import { fileKind, type FileKind } from '../format/kinds.ts';

const ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  disc: Disc,
  video: Film,
  audio: Music,
  image: Image,
  document: FileText,
  archive: Archive,
  program: Package,
  data: Database,
  code: FileCode,
  file: File,
};

interface TypeIconProps {
  readonly fileName: string;
  readonly mediaType: string | null;
}

export const TypeIcon = memo(function TypeIcon({ fileName, mediaType }: TypeIconProps) {
  const Icon = ICONS[fileKind(fileName, mediaType)];
  return <Icon aria-hidden size={16} strokeWidth={1.75} className="flex-none" />;
});
