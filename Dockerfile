# Images of Shoplake, one stage each: docker build --target shoplake . (docker compose does it for all of them).
# Base images are arguments, so that a mirror or a stand-in can take their place.
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-25
ARG JAVA_IMAGE=eclipse-temurin:25.0.3_9-jre-noble
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm
ARG AIRFLOW_IMAGE=apache/airflow:3.3.2-python3.11
ARG SUPERSET_IMAGE=apache/superset:6.1.0

# Where the programs come from: "built" makes them here, "given" takes what `./shoplake distribution target/distribution` left
ARG DISTRIBUTION=built

FROM ${BUILD_IMAGE} AS built
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./shoplake distribution /distribution

FROM scratch AS given
COPY target/distribution /distribution

# hadolint ignore=DL3006
FROM ${DISTRIBUTION} AS distribution

FROM ${JAVA_IMAGE} AS java

# All programs of ours, run by name: shoplake collector, shoplake etl run
FROM java AS shoplake
RUN useradd --uid 10001 --gid 0 --no-create-home --home-dir /var/lib/shoplake shoplake \
    && install --directory --owner 10001 --group 0 --mode 0770 /var/lib/shoplake /settings \
    && ln -s /opt/shoplake/shoplake /usr/local/bin/shoplake
COPY --from=distribution /distribution /opt/shoplake
COPY container/shoplake /opt/shoplake/shoplake
COPY data /opt/shoplake/data
ARG CODE_VERSION=unknown
ENV SHOPLAKE_CODE_VERSION=${CODE_VERSION} LANG=C.UTF-8
WORKDIR /var/lib/shoplake
USER 10001:0
ENTRYPOINT ["shoplake"]
CMD ["--help"]

# MLflow from the very lock that the local stack uses
FROM ${PYTHON_IMAGE} AS shoplake-mlflow
COPY stack/src/main/python/mlflow/server.lock /tmp/server.lock
RUN --mount=type=cache,target=/root/.cache/pip \
    python3 -m venv /opt/mlflow \
    && /opt/mlflow/bin/python -m pip install --no-deps --require-hashes --requirement /tmp/server.lock \
    && useradd --uid 10001 --gid 0 --no-create-home --home-dir /var/lib/mlflow mlflow \
    && install --directory --owner 10001 --group 0 --mode 0770 /var/lib/mlflow
# No word to the outside, and no job runner with its seven more processes
ENV PATH=/opt/mlflow/bin:$PATH \
    MLFLOW_DISABLE_TELEMETRY=true \
    DO_NOT_TRACK=true \
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2
WORKDIR /var/lib/mlflow
USER 10001:0
ENTRYPOINT ["python", "-m", "mlflow"]
CMD ["server", "--help"]

# Airflow with the programs that its tasks call, and the browser that draws the monthly report
FROM ${AIRFLOW_IMAGE} AS shoplake-airflow
USER 0
RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --from=shoplake /opt/shoplake /opt/shoplake
COPY airflow/dags /opt/airflow/dags
RUN ln -s /opt/shoplake/shoplake /usr/local/bin/shoplake \
    && install --directory --owner 50000 --group 0 --mode 0770 /opt/airflow/reports
ARG CODE_VERSION=unknown
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:$PATH \
    SHOPLAKE_ROOT=/opt/shoplake \
    SHOPLAKE_BROWSER=/usr/bin/chromium \
    SHOPLAKE_CODE_VERSION=${CODE_VERSION}
USER 50000:0

# Superset with the drivers of its metadata and of Dremio, and the dashboards as code
FROM ${SUPERSET_IMAGE} AS shoplake-superset
USER 0
RUN uv pip install --no-cache --python /app/.venv/bin/python psycopg2-binary==2.9.13 sqlalchemy-dremio==3.0.4
COPY superset /opt/shoplake/superset
WORKDIR /app
# hadolint ignore=DL3066
USER superset
