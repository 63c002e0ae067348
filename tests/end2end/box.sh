#!/bin/bash
# A real desktop without a screen around a command: X server, private session bus, window
# manager, panel with a tray, notification daemon, unlocked secret store.
#
#   box.sh [--panel lxqt|xfce|trayer|none] [--notifier dunst|xfce|none] [--no-secrets]
#          [--size 1280x800] [--] COMMAND [ARG...]
#
# COMMAND gets the caller's standard input and output, a home of its own, and BOX: a folder with
#   panel.sh, notifier.sh   start that part (again) when run inside the box
#   panel.pid, notifier.pid its process
#   pick                    text; dunst's context menu takes the first entry that contains it
#   log/                    what each part said
# The exit code is COMMAND's; 69: a part did not come up. All that was started is ended, by pid.
set -u

PANEL=lxqt NOTIFIER=dunst SECRETS=yes SIZE=1280x800
while [ $# -gt 0 ]; do
    case $1 in
    --panel) PANEL=$2; shift 2 ;;
    --notifier) NOTIFIER=$2; shift 2 ;;
    --no-secrets) SECRETS=no; shift ;;
    --size) SIZE=$2; shift 2 ;;
    --) shift; break ;;
    -*) echo "box: unknown option $1" >&2; exit 64 ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || { echo "box: no command" >&2; exit 64; }

BOX=$(mktemp -d "${TMPDIR:-/tmp}/box.XXXXXX")
export BOX
mkdir -p "$BOX/log" "$BOX/home" "$BOX/run" "$BOX/services"
chmod 700 "$BOX/run"

# --- ending: the command first, the bus and the X server last

STARTED=()

end_all() {
    local i pid
    trap '' TERM INT HUP
    # Parts that were started again from inside note their pids in files.
    for pid in $(cat "$BOX"/*.pid 2>/dev/null); do kill "$pid" 2>/dev/null; done
    for ((i = ${#STARTED[@]} - 1; i >= 2; i--)); do kill "${STARTED[i]}" 2>/dev/null; done
    for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do
        [ "$i" -ge 2 ] || kill "${STARTED[i]}" 2>/dev/null
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            kill -0 "${STARTED[i]}" 2>/dev/null || break
            sleep 0.05
        done
        kill -9 "${STARTED[i]}" 2>/dev/null
    done
    rm -rf "$BOX"
}
trap end_all EXIT
trap 'exit 143' TERM HUP
trap 'exit 130' INT

# begin NAME COMMAND...: in the background, its words in log/NAME
begin() {
    local name=$1
    shift
    "$@" </dev/null >"$BOX/log/$name" 2>&1 &
    STARTED+=($!)
    disown "$!" # or bash would report each part that a test kills
}

# await SECONDS WHAT COMMAND...: until COMMAND succeeds
await() {
    local limit=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$limit" ]; then
            echo "box: $what did not come up" >&2
            tail -n 5 "$BOX"/log/* >&2
            exit 69
        fi
        sleep 0.05
    done
}

bus_has() {
    dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus \
        /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner "string:$1" | grep -q true
}

# --- a home of its own: nothing of the user's is read or written

export HOME=$BOX/home XDG_RUNTIME_DIR=$BOX/run XDG_SESSION_TYPE=x11 LANG=C.UTF-8
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
export XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL LC_ALL LANGUAGE
unset QT_QPA_PLATFORM QT_QPA_PLATFORMTHEME QT_STYLE_OVERRIDE GTK_THEME
case $PANEL in
xfce) export XDG_CURRENT_DESKTOP=XFCE ;;
*) export XDG_CURRENT_DESKTOP=LXQt ;;
esac

# --- X server: it chooses a free display and tells which

mkfifo "$BOX/display.pipe"
exec 7<>"$BOX/display.pipe"
begin x Xvfb -displayfd 7 -screen 0 "${SIZE}x24" -nolisten tcp -noreset -dpi 96
read -r -t 15 -u 7 number || { echo "box: X server did not come up" >&2; exit 69; }
exec 7>&-
export DISPLAY=:$number
await 10 "the display" xdpyinfo

# --- session bus: without the system's service files, so that nothing starts unasked

cat >"$BOX/bus.conf" <<XML
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=$BOX/run/bus</listen>
  <servicedir>$BOX/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML
if [ "$PANEL" = xfce ] || [ "$NOTIFIER" = xfce ]; then
    # These keep their settings in a service of their own.
    cp /usr/share/dbus-1/services/org.xfce.Xfconf.service "$BOX/services/"
fi
begin bus dbus-daemon --config-file="$BOX/bus.conf" --nofork --nopidfile
export DBUS_SESSION_BUS_ADDRESS=unix:path=$BOX/run/bus
await 10 "the session bus" test -S "$BOX/run/bus"

# --- window manager on a plain ground, in a colour that no light has

begin windows openbox --sm-disable
await 10 "the window manager" sh -c 'xprop -root _NET_SUPPORTING_WM_CHECK | grep -q "window id"'
xsetroot -solid '#405060'

# --- parts that may be killed and started again: each is a script that notes its pid

part() { # part NAME COMMAND...
    local name=$1
    shift
    { echo '#!/bin/sh'; echo "echo \$\$ >'$BOX/$name.pid'"; echo "exec $*"; } >"$BOX/$name.sh"
}

# shellcheck source=tests/end2end/box-parts.sh
. "$(dirname "$0")/box-parts.sh"

prepare_panel "$PANEL"
if [ "$PANEL" != none ]; then
    begin panel sh "$BOX/panel.sh"
    await 20 "the tray of $PANEL" tray_is_there "$PANEL"
fi
prepare_notifier "$NOTIFIER"
if [ "$NOTIFIER" != none ]; then
    begin notifier sh "$BOX/notifier.sh"
    await 10 "the notification daemon" bus_has org.freedesktop.Notifications
fi
if [ "$SECRETS" = yes ]; then
    printf box >"$BOX/password"
    gnome-keyring-daemon --foreground --unlock --components=secrets \
        --control-directory="$BOX/run/keyring" <"$BOX/password" >"$BOX/log/secrets" 2>&1 &
    STARTED+=($!)
    disown "$!"
    await 10 "the secret store" bus_has org.freedesktop.secrets
fi

# In the background, so that a signal reaches this script at once.
"$@" <&0 &
COMMAND=$!
STARTED+=("$COMMAND")
wait "$COMMAND"
exit $?
