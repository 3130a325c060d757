#!/bin/sh
# Runs before nginx, which does not start on a machine without IPv6 when its configuration names an IPv6 address.
set -eu
[ ! -e /proc/net/if_inet6 ] || echo 'listen [::]:8080;' > /tmp/ipv6.listen
