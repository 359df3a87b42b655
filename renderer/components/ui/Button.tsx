import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'ghost';
  readonly small?: boolean;
  readonly icon?: LucideIcon;
}

const KINDS = { plain: '', primary: 'btn-primary', danger: 'btn-danger', ghost: 'btn-ghost' } as const;

export function Button({ kind = 'plain', small, icon: Icon, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`btn ${KINDS[kind]} ${small ? 'btn-small' : ''} ${className}`} {...rest}>
      {Icon && <Icon aria-hidden size={small ? 14 : 16} strokeWidth={1.9} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** Its name, for the tooltip and for screen readers. */
  readonly label: string;
  /** A shortcut, shown in the tooltip only. */
  readonly hint?: string;
}

export function IconButton({ icon, label, hint, className = '', ...rest }: IconButtonProps) {
  return (
    <Button
      icon={icon}
      aria-label={label}
      data-tip={hint ? `${label} · ${hint}` : label}
      className={`btn-icon ${className}`}
      {...rest}
    />
  );
}
