-- From the lines of the data set Online Retail to the shop's tables. The rules are those of docs/shop-data.md.
ANALYZE staged_lines;

-- Of an invoice whose lines differ in time, the first line counts.
CREATE TEMPORARY TABLE staged_invoices AS
SELECT DISTINCT ON (InvoiceNo) line, InvoiceNo, InvoiceDate, CustomerID, Country
FROM staged_lines
ORDER BY InvoiceNo, line;

INSERT INTO staged_orders (line, order_id, customer_id, status, order_timestamp, currency)
SELECT line, InvoiceNo, CustomerID, CASE WHEN InvoiceNo LIKE 'C%' THEN 'returned' ELSE 'completed' END, InvoiceDate, 'GBP'
FROM staged_invoices;

INSERT INTO staged_customers (line, customer_id, country)
SELECT DISTINCT ON (CustomerID) line, CustomerID, Country
FROM staged_invoices
WHERE CustomerID IS NOT NULL
ORDER BY CustomerID, InvoiceDate DESC, line DESC;

INSERT INTO staged_order_items (line, order_id, add_to_cart_order, product_id, quantity, unit_price, discount)
SELECT line, InvoiceNo, row_number() OVER (PARTITION BY InvoiceNo ORDER BY line), StockCode, Quantity, UnitPrice, 0
FROM staged_lines;

CREATE TEMPORARY TABLE staged_names AS
SELECT DISTINCT ON (StockCode) StockCode, Description
FROM (SELECT StockCode, Description, count(*) AS uses
      FROM staged_lines
      WHERE Description IS NOT NULL
      GROUP BY StockCode, Description) AS descriptions
ORDER BY StockCode, uses DESC, Description COLLATE "C";

-- The median of an even number of prices is the mean of the two in the middle: percentile_disc finds the lower one, and
-- counted from above the upper one.
INSERT INTO staged_products (line, product_id, product_name, is_product, unit_price)
SELECT line, StockCode, Description, StockCode ~ '^[0-9]', unit_price
FROM (SELECT min(line) AS line, StockCode FROM staged_lines GROUP BY StockCode) AS products
LEFT JOIN staged_names USING (StockCode)
LEFT JOIN (
    SELECT StockCode,
           round((percentile_disc(0.5) WITHIN GROUP (ORDER BY UnitPrice)
                  + percentile_disc(0.5) WITHIN GROUP (ORDER BY UnitPrice DESC)) / 2, 4) AS unit_price
    FROM staged_lines
    WHERE InvoiceNo NOT LIKE 'C%' AND Quantity > 0 AND UnitPrice > 0
    GROUP BY StockCode
) AS prices USING (StockCode);

-- The data set knows no categories. These come from words of the product's name, first match first; \m and \M are the
-- beginning and the end of a word.
UPDATE staged_products AS product
SET department_id = rule.department_id, department = rule.department, category = rule.category
FROM staged_products AS named
CROSS JOIN LATERAL (
    SELECT *
    FROM (VALUES
        (1, 'seasonal', 'Seasonal', 'Christmas',
         '\m(CHRISTMAS|XMAS|ADVENT|SANTA|REINDEER|SNOWFLAKES?|SNOWM[AE]N|BAUBLES?|NOEL|RUDOLPH|STOCKING)\M'),
        (2, 'seasonal', 'Seasonal', 'Easter', '\m(EASTER|BUNNY|CHICKS?)\M'),
        (3, 'kitchen', 'Kitchen and dining', 'Lunch boxes', '\m(LUNCH ?BOX(ES)?|SNACK BOX(ES)?|BENTO)\M'),
        (4, 'bags', 'Bags and purses', 'Lunch bags', '\mLUNCH BAGS?\M'),
        (5, 'bags', 'Bags and purses', 'Purses', '\m(PURSES?|WALLETS?|COIN)\M'),
        (6, 'stationery', 'Cards and stationery', 'Gift wrap', '\m(WRAP|GIFT BAGS?|GIFT TAGS?|RIBBONS?|TISSUE PAPER)\M'),
        (7, 'bags', 'Bags and purses', 'Bags', '\m(BAGS?|SHOPPERS?|RUCKSACKS?|BACKPACKS?|HANDBAGS?|SUITCASES?)\M'),
        (8, 'jewellery', 'Jewellery and accessories', 'Key rings and charms', '\m(KEY ?RINGS?|KEY FOBS?|PHONE CHARM|CHARMS?)\M'),
        (9, 'jewellery', 'Jewellery and accessories', 'Jewellery',
         '\m(NECKLACES?|BRACELETS?|EARRINGS?|RINGS?|BROOCH(ES)?|BANGLES?|PENDANTS?|ANKLETS?|CHOKERS?|LARIAT)\M|\mHAIR\M'),
        (10, 'lighting', 'Lights and candles', 'Candles and T-lights',
         '\m(CANDLES?|CANDLESTICKS?|T-?LIGHTS?|TEA ?LIGHTS?|INCENSE|VOTIVES?)\M|\mCANDLE'),
        (11, 'lighting', 'Lights and candles', 'Lamps and lanterns',
         '\m(LANTERNS?|LAMPS?|LAMPSHADES?|LIGHTS?|CHANDELIERS?|LED|TORCH(ES)?)\M'),
        (12, 'kitchen', 'Kitchen and dining', 'Mugs and cups', '\m(MUGS?|CUPS?|TEACUPS?|SAUCERS?|BEAKERS?)\M'),
        (13, 'kitchen', 'Kitchen and dining', 'Baking',
         '\m(CAKES?|CAKESTAND|CAKE ?CASES|BAKING|COOKIES?|JELLY|MOULDS?|CUPCAKES?|MUFFINS?|RECIPE|PANTRY|OVEN)\M'),
        (14, 'kitchen', 'Kitchen and dining', 'Tableware',
         '\m(PLATES?|BOWLS?|DISH(ES)?|TRAYS?|CUTLERY|TEAPOTS?|JUGS?|GLASSES|TUMBLERS?|COASTERS?|PLACEMATS?|SPOONS?|TEA ?SET|'
         || 'TEA TOWELS?|TABLE ?CLOTHS?|EGG CUPS?|FORKS?|KNI(FE|VES)|APRONS?|KITCHEN|COFFEE|TEA)\M'),
        (15, 'party', 'Party', 'Party',
         '\m(PARTY|BUNTING|BALLOONS?|GARLANDS?|NAPKINS?|STRAWS?|DOIL(Y|IES)|BIRTHDAY|CONFETTI)\M'),
        (16, 'stationery', 'Cards and stationery', 'Cards', '\m(CARDS?|POSTCARDS?)\M'),
        (17, 'stationery', 'Cards and stationery', 'Stationery',
         '\m(NOTEBOOKS?|NOTE ?PADS?|PENCILS?|PENS?|STICKERS?|TAPE|ENVELOPES?|STATIONERY|ERASERS?|JOURNAL|BOOKS?|RULERS?|'
         || 'CHALK(BOARD)?|CRAYONS|STAMPS?|SHARPENERS?|CALENDARS?|MAGNETS?|ALBUMS?|PAPERWEIGHTS?|PASSPORT|LUGGAGE TAGS?)\M'),
        (18, 'toys', 'Toys and games', 'Toys and games',
         '\m(DOLLS?|TOYS?|GAMES?|PUZZLES?|JIGSAWS?|DOMINOE?S|SKIPPING|PLAYHOUSE|SOLDIERS?|BUILDING BLOCK|BLOCKS|RATTLES?|TEDDY|'
         || 'SKITTLES|MARBLES|BINGO|LUDO|YO-?YO|HARMONICA|PUPPETS?|CHILDRENS?|KIDS|GIRLS?|BOYS?|BABY|SEWING|KNITTING)\M'),
        (19, 'home', 'Home and decoration', 'Signs', '\m(SIGNS?|PLAQUES?|LETTERS?)\M'),
        (20, 'home', 'Home and decoration', 'Clocks', '\m(CLOCKS?|WATCH)\M'),
        (21, 'home', 'Home and decoration', 'Frames, mirrors and wall art',
         '\m(FRAMES?|MIRRORS?|ART|PICTURES?|CANVAS|WALL|PRINT)\M'),
        (22, 'home', 'Home and decoration', 'Cushions and textiles',
         '\m(CUSHIONS?|THROWS?|BLANKETS?|QUILTS?|CURTAINS?|TOWELS?|DOORMATS?|RUGS?|HOT WATER BOTTLES?|WARMERS?|SCAR(F|VES)|'
         || 'SLIPPERS|SOCKS|GLOVES|HATS?|UMBRELLAS?|PONCHO|SHAWL)\M'),
        (23, 'garden', 'Garden', 'Garden',
         '\m(GARDEN(ERS?|ING)?|PLANT(ERS?)?|PARASOLS?|BIRD ?(HOUSE|FEEDER|TABLE|BATH|CAGE)S?|BIRDS?|WATERING|SEEDS?|'
         || 'FLOWER ?POTS?|POTS?|TROWEL|HERB|PICNIC|WINDMILL|THERMOMETER|DECKCHAIR|INFLATABLE)\M'),
        (24, 'home', 'Home and decoration', 'Storage',
         '\m(BOX(ES)?|TINS?|BASKETS?|JARS?|STORAGE|CABINETS?|CHESTS?|DRAWERS?|CRATES?|TRINKET|CASES?|SHEL(F|VES)|BINS?|BUCKETS?|'
         || 'RACKS?|BOTTLES?|TROLLEY)\M'),
        (25, 'home', 'Home and decoration', 'Hooks and handles',
         '\m(HOOKS?|HANGERS?|KNOBS?|DOOR ?STOPS?|DOORKNOB|HANDLES?|HOLDERS?|STANDS?|BELLS?)\M'),
        (26, 'home', 'Home and decoration', 'Decorations',
         '\m(DECORATIONS?|HEARTS?|FLOWERS?|VASES?|ORNAMENTS?|STARS?|BUTTERFL(Y|IES)|WREATHS?|ROSES?|ANGELS?|HANGING|WICKER|TREE|'
         || 'EGGS?|MOBILE|CHIMES?|FEATHERS?|DOVES?|CHERUBS?|BEADS?|CRYSTALS?|FAIRY)\M'),
        (99, 'other', 'Other', 'Other', '')
    ) AS rules (place, department_id, department, category, pattern)
    WHERE coalesce(named.product_name, '') ~* pattern
    ORDER BY place
    LIMIT 1
) AS rule
WHERE product.product_id = named.product_id AND product.is_product;

UPDATE staged_products
SET department_id = 'services', department = 'Services', category = 'Services'
WHERE NOT is_product;
