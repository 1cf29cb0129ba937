#!/bin/sh
# kontor serve under load, on loopback, beside nginx with the same bytes as a file:
#     sh bench/bench_serve.sh STORE [PATH-MADE [PATH-KEPT]]
#     ONLY=pages sh bench/bench_serve.sh STORE        pair pages alone: a minute
# Needs wrk and nginx (Debian: wrk, nginx-light), and curl. STORE holds the IMF's Direction of Trade
# Statistics. Rounds alternate; each line is the median
# of three of pages made anew, of seven of kept ones. Servers stop by themselves.
set -eu
store=$1
made=${2:-"/api/v1/query?exporter=BLR&importer=KAZ"}
kept=${3:-"/de/pair/DEU/KAZ"}
seconds=${SECONDS_EACH:-4}
accept=
folder=$(mktemp -d)
pids=""
stop() {
    for pid in $pids; do kill "$pid" 2>/dev/null || :; done
    rm -rf "$folder"
}
trap stop EXIT INT TERM

serve() { # NAME OPTIONS...: starts a server, its address goes to $folder/NAME
    name=$1
    shift
    build/kontor serve --store "$store" --listen 127.0.0.1:0 --log none --stop-after 300 "$@" \
        2>"$folder/$name.notes" &
    pids="$pids $!"
    while ! grep -q http "$folder/$name.notes"; do
        kill -0 "$!" 2>/dev/null || { cat "$folder/$name.notes" >&2; exit 1; }
        sleep 0.1
    done
    sed -n 's/.* on \(http.*\)\/$/\1/p;q' "$folder/$name.notes" >"$folder/$name"
}
serve kept
serve made --cache 0

mkdir "$folder/www"
curl -s -D "$folder/head" "$(cat "$folder/kept")$kept" >"$folder/www/answer.html"
curl -s -H 'Accept-Encoding: gzip' "$(cat "$folder/kept")$kept" >"$folder/www/packed.html"
# The headers that nginx does not set by itself, so that it can send what kontor sends.
tr -d '\r' <"$folder/head" | sed -n '/^\(Cache\|Vary\|Cross\|Content-Sec\|X-\|Referrer\)/{
    s/: / "/;s/$/" always;/;s/^/add_header /;p;}' >"$folder/headers"
cat >"$folder/nginx.conf" <<END
worker_processes 2;
daemon off;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events { worker_connections 4096; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
    open_file_cache max=100; types { text/html html; }
    client_body_temp_path $folder/b; proxy_temp_path $folder/p; fastcgi_temp_path $folder/f;
    uwsgi_temp_path $folder/u; scgi_temp_path $folder/s;
    server { listen 127.0.0.1:18999; root $folder/www; }
    server { listen 127.0.0.1:18998; root $folder/www; include $folder/headers; }
}
END
chmod 755 "$folder"
nginx -c "$folder/nginx.conf" 2>/dev/null &
pids="$pids $!"
sleep 0.5

rate() { # URL CONNECTIONS [SCRIPT]: requests a second and the slowest hundredth
    wrk -t1 -c"$2" -d"${seconds}s" --latency ${3:+-s "$3"} ${accept:+-H "$accept"} "$1" | awk '
        /Requests\/sec/ { rate = $2 } / 99%/ { slow = $2 } /Non-2xx/ { bad = " " $0 }
        END { print rate, slow bad }'
}
median() { sort -n | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'; }
# Pair pages, another one each time, made anew: once over all of them to warm, then three rounds,
# then at about half of what was reached.
wrk -t1 -c32 -d2s -s bench/pairs.lua "$(cat "$folder/made")" >/dev/null
for round in 1 2 3; do
    rate "$(cat "$folder/made")" 32 bench/pairs.lua >>"$folder/r.pages"
done
for round in 1 2 3 4 5 6 7; do
    rate "$(cat "$folder/kept")$kept" 32 >>"$folder/r.kept"
    rate "http://127.0.0.1:18998/answer.html" 32 >>"$folder/r.same"
    rate "http://127.0.0.1:18999/answer.html" 32 >>"$folder/r.nginx"
    accept="Accept-Encoding: gzip"
    rate "$(cat "$folder/kept")$kept" 32 >>"$folder/r.packed"
    rate "http://127.0.0.1:18999/packed.html" 32 >>"$folder/r.nginx_packed"
    accept=
done
size=$(wc -c <"$folder/www/answer.html")
packed=$(wc -c <"$folder/www/packed.html")
echo "pair pages made anew: $(median <"$folder/r.pages")"
half=$(median <"$folder/r.pages" | awk '{ printf "%d", $1 / 2 }')
KONTOR_WAIT=$((64 * 1000 / half))
export KONTOR_WAIT
echo "pair pages at about half of that: $(rate "$(cat "$folder/made")" 64 bench/pairs.lua)"
echo "from the cache, $kept, $size bytes: $(median <"$folder/r.kept")"
echo "nginx, the same as a file, with the same headers: $(median <"$folder/r.same")"
echo "nginx, the same as a file, with its own headers: $(median <"$folder/r.nginx")"
echo "from the cache as browsers take it (gzip), $packed bytes: $(median <"$folder/r.packed")"
echo "nginx, the same as a file, with its own headers: $(median <"$folder/r.nginx_packed")"
[ "${ONLY:-}" != pages ] || exit 0

for round in 1 2 3; do
    rate "$(cat "$folder/made")$made" 32 >>"$folder/r.made"
done
echo "made anew, $made: $(median <"$folder/r.made")"

# Half of what was reached, by waiting between requests: connections / (wait + latency).
half=$(median <"$folder/r.made" | awk '{ printf "%d", $1 / 2 }')
printf 'function delay() return %d end\n' "$((64 * 1000 / half))" >"$folder/half.lua"
echo "made anew at about half of that: $(rate "$(cat "$folder/made")$made" 64 "$folder/half.lua")"

# Pair pages while estimates of a million rows are under way, one after the other.
for from in 1992 1993 1994; do
    while :; do
        curl -s -o "$folder/estimate" -G "$(cat "$folder/made")/api/v1/gravity" -d flows=dots \
            --data-urlencode "formula=trade ~ 1 | exp^year + imp^year + pair" -d "years=$from-2020"
    done &
    pids="$pids $!"
done
unset KONTOR_WAIT
echo "pair pages made anew beside estimates: $(rate "$(cat "$folder/made")" 8 bench/pairs.lua)"

# A crowd that says nothing: 10,000 connections, and the memory it takes.
pid=$(echo "$pids" | awk '{ print $1 }')
memory() { awk '/VmRSS/ { print $2 " kB" }' "/proc/$pid/status"; }
echo "memory before: $(memory)"
python3 - "$(cat "$folder/kept")" "$pid" <<'END'
import resource, socket, sys, time, urllib.request
address, pid = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_NOFILE, (12000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
crowd = []
for n in range(10000):
    crowd.append(socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1]))))
    if n % 2:
        crowd[-1].send(b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ")
begin = time.time()
for n in range(100):
    assert urllib.request.urlopen(address + "/api/v1/info").status == 200
print("10,000 connections that say nothing or half a request: an answer beside them takes %.1f ms"
      % ((time.time() - begin) * 10))
memory = [line for line in open("/proc/" + pid + "/status") if line.startswith("VmRSS")]
print("memory with them: " + memory[0].split(":")[1].strip())
END
