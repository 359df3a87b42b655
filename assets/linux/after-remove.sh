#!/bin/sh
# rpm runs this on an upgrade too, with 1: the new version's profile stays.
[ "$1" = 1 ] || [ "$1" = upgrade ] && exit 0
profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --remove "$profile" || true
  rm -f "$profile"
fi
command -v update-mime-database >/dev/null && update-mime-database /usr/share/mime || true
command -v update-desktop-database >/dev/null && update-desktop-database /usr/share/applications || true
exit 0
