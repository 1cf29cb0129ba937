#!/bin/sh
# The commands shown in README.md and docs/ run. $1 is the program.
#
# Shown is a line that begins with "    kontor ", or in a fenced block with "kontor " or
# "$ kontor ". It runs in a folder with small data made for the case, under the names that the
# pages use; only that it runs is checked here, figures have tests of their own. Where the page
# goes on with "kontor: ...", the command is shown because it fails.
set -uf
kontor=$1
case $kontor in /*) ;; *) kontor=$PWD/$kontor ;; esac
pages=$(find README.md docs -name '*.md' | sort)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KONTOR_STORE="$folder/store" LC_ALL=C.UTF-8
unset KONTOR_DATA
failed=0

# Not run, with the reason.
excepted() {
    case $1 in
    *BACI_*.zip*) ;;   # two gigabytes of CEPII
    *' fetch '*) ;;    # needs a network
    *' user '*) ;;     # asks for a password: test_user_command.sh
    *) return 1 ;;
    esac
}
# Shown as failing because the data of the page lack what ours have.
holds_here() {
    case $1 in
    'kontor measure rca '???' --dataset wits') ;; # the exports of the world
    *) return 1 ;;
    esac
}

# Lines of: exit status expected, page, command.
awk '
    function told(status) { if (command != "") print status "\t" page "\t" command; command = "" }
    FNR == 1 { told(0); fenced = 0 }
    command != "" { told($0 ~ /^(    )?kontor: / ? 1 : 0) }
    /^```/ { fenced = !fenced; next }
    fenced ? sub(/^(\$ )?kontor /, "kontor ") : sub(/^    kontor /, "kontor ") {
        sub(/ +#.*/, "")
        page = FILENAME
        command = $0
    }
    END { told(0) }' $pages >"$folder/shown"
[ "$(wc -l <"$folder/shown")" -ge 10 ] || {
    echo "fewer than 10 commands found in the pages"
    exit 1
}

# ---- data for the case ---------------------------------------------------------------------------

# Every country trades with every other; all figures differ.
world() { # HEADER FIRST-YEAR LAST-YEAR PRODUCTS
    awk -v header="$1" -v first="$2" -v last="$3" -v products="$4" 'BEGIN {
        print header
        n = split("BLR KAZ DEU UZB RUS TZA KEN CHN", c, " ")
        n_products = products == "" ? 1 : split(products, product, " ")
        for (t = first; t <= last; t++) for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) {
            if (i == j) continue
            for (k = 1; k <= n_products; k++) {
                value = 1000 + 17 * i * (t - 1990) + 31 * j * k
                if (header ~ /reporter/) {
                    print t "," c[i] "," c[j] ",X," value
                    print t "," c[i] "," c[j] ",M," value + 7
                } else print t "," c[i] "," c[j] "," product[k] "," value
            }
        }
        if (header !~ /reporter/) exit
        for (t = first; t <= last; t++) for (i = 1; i <= n; i++) {
            print t "," c[i] ",WLD,X,90000"
            print t "," c[i] ",WLD,M,91000"
        }
    }'
}
cd_in() { (cd "$folder" && "$@"); }
import() { # FILE NAME
    cd_in "$kontor" import "$1" --as "$2" --quiet >"$folder/out" 2>&1 || {
        echo "import of $1 fails:"
        cat "$folder/out"
        failed=1
    }
}
world year,exporter,importer,sitc3,value_kusd 2005 2015 "0 1 2 3 4 5 6 7 8 9" >"$folder/sitc.csv"
world year,exporter,importer,hs07,value_kusd 2013 2013 "090111 270900 271019 870190 940360" \
    >"$folder/hs.csv"
world year,reporter,partner,flow,value_musd 2000 2020 "" >"$folder/totals.csv"
import sitc.csv unctad_sitc_section_bilateral_1995_2005_2015
import totals.csv imf_dots_bilateral_1992_2020
import hs.csv wits
"$kontor" import data/facts --quiet >/dev/null || failed=1 # cited suppliers of oil
printf 'HS 2017,BEC,Relationship\n010121,41,n:1\n' | gzip >"$folder/hs17_bec.csv.gz"

# A panel for gravity: agreements of some pairs from 2002 and 2003 on, domestic trade, distances.
(cd "$folder" && awk 'BEGIN {
    print "exporter,importer,year,trade,dist,contig,rta" >"panel.csv"
    print "iso_o;iso_d;contig;comlang_off;comlang_ethno;colony;comcol;curcol;col45;smctry;dist;" \
        "distcap;distw;distwces" >"dist_cepii.csv"
    print "country,year,value_musd" >"home.csv"
    n = split("BLR KAZ DEU UZB RUS TZA KEN CHN", c, " ")
    for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) {
        d = i == j ? 50 : 300 + 170 * ((i * j + i + j) % 11)
        contig = (i + j) % 5 == 0
        print c[i] ";" c[j] ";" contig ";0;0;0;0;0;0;0;" d ";" d ";" d ";" d >"dist_cepii.csv"
        begins = i == j ? 9999 : (i + 3 * j) % 4 < 2 ? 2002 + (i + 3 * j) % 4 : 9999
        for (t = 2000; t <= 2006; t++) {
            rta = t >= begins
            noise = 1 + ((i * 31 + j * 17 + t * 7) % 13 - 6) / 60
            print c[i] "," c[j] "," t "," \
                (1 + i) * (2 + j) * (t - 1990 + i) * 3000 / d * (1 + 0.4 * rta) * noise "," d \
                "," contig "," rta >"panel.csv"
        }
    }
    for (i = 1; i <= n; i++) print c[i] ",2018," 100000 + i >"home.csv"
}')

printf 'Trade between Belarus and Kazakhstan amounted to $895.6 million in 2018.\n' >"$folder/article.txt"
printf '<html><body><p>Trade grew.</p></body></html>\n' >"$folder/article.html"

printf 'country,year,exchange_rate\nDEU,2017,0.8852\nDEU,2018,0.8468\n' >"$folder/rates.csv"
printf 'country = country\nyear = year\n' >"$folder/rates.txt"
printf '%s\n%s\n' 'Country Name,Country Code,Indicator Name,Indicator Code,2017,2018' \
    'Germany,DEU,Official exchange rate,PA.NUS.FCRF,0.8852,0.8468' \
    >"$folder/API_PA.NUS.FCRF_DS2_en.csv"

cat >"$folder/comtrade.csv" <<'CSV'
Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),CIF Trade Value (US$),FOB Trade Value (US$),Flag
H5,2018,2018,2018,6,1,2,Export,112,Belarus,BLR,398,Kazakhstan,KAZ,,,,,,,,870190,Tractors,5,Number of items,3,,,,27862,,55930,,,0
CSV

# ---- what is shown ---------------------------------------------------------------------------------

tab=$(printf '\t')
while IFS="$tab" read -r fails page line; do
    excepted "$line" && continue
    holds_here "$line" && fails=0
    case $line in
    *"'"*) eval "set -- ${line#kontor }" ;; # quoted as for a shell: formulas
    *)
        # shellcheck disable=SC2086
        set -- ${line#kontor }
        ;;
    esac
    cd_in "$kontor" "$@" >"$folder/out" 2>"$folder/err" </dev/null
    found=$?
    [ $found -eq "$fails" ] && continue
    echo "$page: $line"
    echo "    exit status $found, expected $fails: $(head -n 3 "$folder/err")"
    failed=1
done <"$folder/shown"
[ $failed -eq 0 ]
