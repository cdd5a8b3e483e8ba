#!/usr/bin/env bash
# Installs the real clients that `npm run test:clients` uses: Debian's packages, Go programs at pinned versions into
# .clients/bin, and Harbor's Python client into .clients/python.
# Fails when one is missing afterwards; a second run only looks. Needs root for the packages, and Go 1.24 or newer.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$PWD/.clients/bin
mkdir -p "$bin"

packages=(docker.io podman skopeo buildah containerd docker-registry busybox-static curl rsyslog chromium python3-venv
  slapd ldap-utils samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba openssl)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  # No service of these packages is to start on its own.
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  apt-get -o DPkg::Lock::Timeout=600 update -qq
  apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}"
fi

install_go() { # NAME MODULE@VERSION
  local stamp="$bin/.$1-${2##*@}"
  if [ -x "$bin/$1" ] && [ -e "$stamp" ]; then return; fi
  (cd /tmp && GOBIN=$bin GOFLAGS=-mod=mod CGO_ENABLED=0 go install -ldflags='-s -w' "$2")
  touch "$stamp"
}
install_go crane github.com/google/go-containerregistry/cmd/crane@v0.22.1
install_go oras oras.land/oras/cmd/oras@v1.3.6
install_go helm helm.sh/helm/v3/cmd/helm@v3.22.0
install_go conformance github.com/opencontainers/distribution-spec/conformance@v0.0.0-20260831232431-97274622c111

python=.clients/python
harborapi=0.26.2
if [ "$("$python/bin/python" -c 'import importlib.metadata as m; print(m.version("harborapi"))' 2>/dev/null)" != "$harborapi" ]; then
  python3 -m venv "$python"
  "$python/bin/pip" install --quiet --disable-pip-version-check "harborapi==$harborapi"
fi

for program in dockerd docker podman skopeo buildah containerd ctr docker-registry busybox curl rsyslogd chromium slapd slapadd ldapmodify samba samba-tool openssl; do
  command -v "$program" >/dev/null || { echo "missing after the installation: $program" >&2; exit 1; }
done
for program in crane oras helm conformance; do
  [ -x "$bin/$program" ] || { echo "missing after the installation: $program" >&2; exit 1; }
done
echo "all clients are installed"
