"""A desktop for tests: a tray (StatusNotifierWatcher) and notifications on the session bus of the environment.

Reads one JSON request a line from stdin, writes one JSON reply a line to stdout. Ends with its stdin.
Requests: {"op": "items"}, {"op": "read"}, {"op": "activate"}, {"op": "click", "label": "..."},
{"op": "notifications"}.
"""

import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        self.items = []
        self.name = dbus.service.BusName(WATCHER, bus)
        super().__init__(bus, "/StatusNotifierWatcher")

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        # Either a bus name, or (as Ayatana's library does) an object path of the sender.
        item = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        self.items.append(item)
        self.StatusNotifierItemRegistered("".join(item))

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, item):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array(["".join(item) for item in self.items], signature="s"),
        }


class Notifications(dbus.service.Object):
    INTERFACE = "org.freedesktop.Notifications"

    def __init__(self, bus):
        self.shown = []
        self.name = dbus.service.BusName(self.INTERFACE, bus)
        super().__init__(bus, "/org/freedesktop/Notifications")

    @dbus.service.method(INTERFACE, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        self.shown.append([str(summary), str(body)])
        return dbus.UInt32(len(self.shown))

    @dbus.service.method(INTERFACE, in_signature="u")
    def CloseNotification(self, number):
        pass

    @dbus.service.method(INTERFACE, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body"]

    @dbus.service.method(INTERFACE, out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "sluice", "1", "1.2")


class Tray:
    def __init__(self, bus, watcher, notifications):
        self.bus = bus
        self.notifications = notifications
        self.watcher = watcher

    def item(self):
        """The newest item whose program still runs."""
        for service, path in reversed(self.watcher.items):
            if self.bus.name_has_owner(service):
                return self.bus.get_object(service, path)
        return None

    def property(self, name):
        return self.item().Get(ITEM, name, dbus_interface=PROPERTIES)

    def menu(self):
        item = self.item()
        return dbus.Interface(self.bus.get_object(item.bus_name, self.property("Menu")), MENU)

    def entries(self):
        menu = self.menu()
        _, (_, _, children) = menu.GetLayout(0, -1, dbus.Array([], signature="s"))
        return [
            {
                "id": int(number),
                "label": str(values.get("label", "")).replace("_", ""),
                "enabled": bool(values.get("enabled", True)),
                "separator": str(values.get("type", "")) == "separator",
            }
            for number, values, _ in children
        ]

    def perform(self, request):
        op = request["op"]
        if op == "items":
            return {"present": self.item() is not None}
        if op == "read":
            tooltip = self.property("ToolTip")
            # An icon comes as pixels or as a name (a file in a folder of the program's).
            return {
                "tooltip": str(tooltip[2]),
                "pixels": [[int(pixmap[0]), int(pixmap[1])] for pixmap in self.property("IconPixmap")],
                "entries": [entry for entry in self.entries() if not entry["separator"]],
            }
        if op == "activate":
            self.item().Activate(0, 0, dbus_interface=ITEM)
            return {}
        if op == "click":
            entry = next(entry for entry in self.entries() if entry["label"] == request["label"])
            self.menu().Event(entry["id"], "clicked", dbus.String("", variant_level=1), dbus.UInt32(0))
            return {}
        if op == "notifications":
            return self.notifications.shown
        raise ValueError(op)


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    tray = Tray(bus, Watcher(bus), Notifications(bus))
    loop = GLib.MainLoop()

    def on_line(_source, _condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        try:
            reply = {"ok": tray.perform(json.loads(line))}
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
    print(json.dumps({"ok": "ready"}), flush=True)
    loop.run()


main()
