-- Every status an order may have, and what the order then is in the books.
SELECT * FROM VALUES
    ('created', 'placed'),
    ('approved', 'placed'),
    ('invoiced', 'placed'),
    ('processing', 'placed'),
    ('shipped', 'placed'),
    ('delivered', 'placed'),
    ('completed', 'placed'),
    ('cancelled', 'void'),
    ('unavailable', 'void'),
    ('returned', 'returned')
AS statuses (status, booking)
