// The same world in DuckDB: import of the CSV files into a native table, its size, Parquet's size,
// and the same questions, each the median of several warm runs. Prints "name<TAB>value" lines.
// Usage: node duckdb.mjs FOLDER-OF-CSV WORK-FOLDER EXPORTER IMPORTER PRODUCT YEAR
import { DuckDBInstance } from "@duckdb/node-api";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const [folder, work, exporter, importer, product, year] = process.argv.slice(2);
const file = join(work, "world.duckdb");
const parquet = join(work, "world.parquet");
for (const each of [file, file + ".wal", parquet]) rmSync(each, { force: true });

const csv = readdirSync(folder).filter((name) => /_Y\d+_.*\.csv$/.test(name));
const bytes = csv.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
const instance = await DuckDBInstance.create(file, { threads: "2" });
const db = await instance.connect();
const say = (name, value) => console.log(`${name}\t${value}`);
const seconds = () => Number(process.hrtime.bigint()) / 1e9;

let began = seconds();
await db.run(`CREATE TABLE flow AS SELECT t, i, j, k, v,
                TRY_CAST(trim(q) AS DOUBLE) AS q
              FROM read_csv('${join(folder, "*_Y*_V*.csv")}', header = true,
                columns = {'t': 'SMALLINT', 'i': 'SMALLINT', 'j': 'SMALLINT', 'k': 'INTEGER',
                           'v': 'DOUBLE', 'q': 'VARCHAR'})`);
await db.run("CHECKPOINT");
const importing = seconds() - began;
const rows = Number((await (await db.run("SELECT count(*) FROM flow")).getRows())[0][0]);
say("import_mb_s", (bytes / importing / 1e6).toFixed(1));
say("rows", rows);
say("bytes_a_row", (statSync(file).size / rows).toFixed(2));

await db.run(`COPY flow TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`);
say("parquet_bytes_a_row", (statSync(parquet).size / rows).toFixed(2));

const questions = {
  pair_ms: [
    `SELECT t, i, sum(v) FROM flow
     WHERE (i = ${exporter} AND j = ${importer}) OR (i = ${importer} AND j = ${exporter})
     GROUP BY t, i ORDER BY t, i`,
    `SELECT p, sum(x), rank() OVER (ORDER BY sum(x) DESC), sum(m), sum(x) + sum(m) FROM
       (SELECT j p, v x, 0 m FROM flow WHERE t = ${year} AND i = ${exporter}
        UNION ALL SELECT i, 0, v FROM flow WHERE t = ${year} AND j = ${exporter}) GROUP BY p`,
    `SELECT k, v FROM flow WHERE t = ${year} AND i = ${exporter} AND j = ${importer}
     ORDER BY v DESC`],
  product_ms: `SELECT j, sum(v), sum(v * v) / (sum(v) * sum(v)) FROM flow
               WHERE k = ${product} AND t = ${year} GROUP BY j`,
  matrix_ms: `SELECT i, j, sum(v) FROM flow WHERE t = ${year} GROUP BY i, j`,
  rca_ms: `WITH x AS (SELECT i, k, sum(v) v FROM flow WHERE t = ${year} GROUP BY i, k),
                a AS (SELECT i, sum(v) v FROM x GROUP BY i),
                b AS (SELECT k, sum(v) v FROM x GROUP BY k),
                w AS (SELECT sum(v) v FROM x)
           SELECT x.i, x.k, (x.v / a.v) / (b.v / w.v) FROM x JOIN a USING (i) JOIN b USING (k), w`,
};
for (const [name, sql] of Object.entries(questions)) {
  const times = [];
  for (let run = 0; run < 7; run++) {
    began = seconds();
    for (const one of [sql].flat()) await (await db.run(one)).getRows();
    times.push(1000 * (seconds() - began));
  }
  say(name, times.sort((a, b) => a - b)[3].toFixed(2));
}
