# Restores packages; sourced by ./sluice and ./test. Where the package feed has no librdkafka.redist, Kafka's native
# library, the build is told to make a stand-in from the system's librdkafka (connectors/Librdkafka), once and for all
# later builds. A feed that cannot be reached says nothing about what it holds, and changes nothing.
#
# restore_packages PROJECT LOG DOTNET [OPTION…]: the words of dotnet go to LOG, the status is its own.
restore_packages() {
  local project=$1 log=$2 dotnet=$3 folder
  shift 3
  folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || return 1
  "$dotnet" restore "$project" "$@" < /dev/null > "$log" 2>&1 && return 0
  if [ -e "$folder/Directory.Build.local.props" ] || ! grep -q 'NU1101.*librdkafka\.redist' "$log" || grep -q 'NU1301' "$log"; then
    return 1
  fi
  cat > "$folder/Directory.Build.local.props" <<'XML'
<Project>
  <!-- Written when the package feed had no librdkafka.redist; delete it to try again. -->
  <PropertyGroup>
    <UseSystemLibrdkafka>true</UseSystemLibrdkafka>
  </PropertyGroup>
</Project>
XML
  printf '%s\n' "librdkafka.redist is not in the package feed: Kafka's client is built against the system's librdkafka" >&2
  "$dotnet" restore "$project" "$@" < /dev/null > "$log" 2>&1
}
