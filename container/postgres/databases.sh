#!/bin/sh
# Runs once, on an empty volume: a database for each who needs one, owned by a user of its own
set -eu
for name in shop nessie airflow superset; do
    # The shell of the image is no bash: a variable's name in a variable takes printenv
    PASSWORD=$(printenv "$(printf %s "$name" | tr '[:lower:]' '[:upper:]')_PASSWORD") NAME=$name \
        psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv name NAME
\getenv password PASSWORD
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
SQL
done
