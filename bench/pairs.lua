-- pairs.lua: for wrk: pair pages of twenty countries in three languages, another one each time.
-- KONTOR_WAIT: milliseconds between requests of a connection, for a load below the most.
local country = {"BLR", "KAZ", "DEU", "RUS", "USA", "CHN", "UZB", "FRA", "BRA", "IND",
                 "ZAF", "TUR", "GBR", "JPN", "KGZ", "ARM", "NLD", "POL", "AFG", "ISL"}
local language = {"de", "en", "ru"}
local path, n = {}, 0
for _, l in ipairs(language) do
    for _, a in ipairs(country) do
        for _, b in ipairs(country) do
            if a ~= b then path[#path + 1] = "/" .. l .. "/pair/" .. a .. "/" .. b end
        end
    end
end
function request()
    n = n + 1
    return wrk.format("GET", path[n * 7 % #path + 1]) -- 7 and 1140 have no factor in common
end
local wait = tonumber(os.getenv("KONTOR_WAIT") or "0")
if wait > 0 then
    function delay() return wait end
end
