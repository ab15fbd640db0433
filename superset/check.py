"""Checks the assets without a server, as far as files can tell.

    python check.py [--columns] [FOLDER...]

Superset's import accepts more than its charts can draw: a wrong metric, column or uuid shows only in a browser. This
holds every file against Superset's own schemas, then checks that whatever a file refers to exists. A line for each
fault; exit code 1 if there is one. With --columns it also prints each table and column of the engine that the data
sets read, so that they can be compared with what the tables hold. FOLDER is assets, beside this file, unless given.
"""

import os
import secrets
import sys
from collections import Counter
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent
KINDS = ("databases", "datasets", "charts", "dashboards")

# The charts we know how to read: parameters that name metrics, parameters that name columns
METRICS = ("metric", "metrics", "metrics_b", "percent_metrics", "timeseries_limit_metric")
COLUMNS = ("x_axis", "groupby", "groupby_b")
CHART_TYPES = {
    "big_number",
    "big_number_total",
    "echarts_timeseries_bar",
    "echarts_timeseries_line",
    "funnel",
    "heatmap_v2",
    "mixed_timeseries",
    "table",
}


def main(arguments):
    folders = [Path(it) for it in arguments if not it.startswith("--")] or [FOLDER / "assets"]
    schemas = superset_schemas()
    faults = 0
    for folder in folders:
        assets = Assets(folder, schemas)
        for fault in assets.check():
            print(fault)
            faults += 1
        if "--columns" in arguments:
            for table, column in sorted(set(assets.engine_columns())):
                print(f"column {table} {column}")
        print(f"{folder}: {len(assets.files)} files, {len(assets.faults)} faults")
    return 1 if faults else 0


def superset_schemas():
    """The import's own; they can be had only from a running app, which gets an empty metadata base in memory."""
    os.environ["SUPERSET_CONFIG_PATH"] = str(FOLDER / "superset_config.py")
    os.environ["SHOPLAKE_SUPERSET_DATABASE_URI"] = "sqlite://"
    os.environ["SHOPLAKE_SUPERSET_SECRET_KEY"] = secrets.token_hex(32)
    from superset.app import create_app

    create_app().app_context().push()
    from flask_appbuilder import Model
    from superset import db
    from superset.commands.importers.v1.assets import ImportAssetsCommand

    Model.metadata.create_all(db.engine)
    return {kind: ImportAssetsCommand.schemas[kind + "/"] for kind in KINDS}


class Assets:
    def __init__(self, folder, schemas):
        self.folder = folder
        self.schemas = schemas
        self.faults = []
        self.files = {str(it.relative_to(folder)): yaml.safe_load(it.read_text()) for it in sorted(folder.rglob("*.yaml"))}

    def of(self, kind):
        return {name: content for name, content in self.files.items() if name.startswith(kind + "/")}

    def fault(self, name, sentence):
        self.faults.append(f"{self.folder / name}: {sentence}")

    def check(self):
        self.follow_the_schemas()
        self.have_uuids_of_their_own()
        self.datasets = {it["uuid"]: it for it in self.of("datasets").values()}
        self.charts = {it["uuid"]: it for it in self.of("charts").values()}
        databases = {it["uuid"] for it in self.of("databases").values()}
        for name, dataset in self.of("datasets").items():
            if dataset["database_uuid"] not in databases:
                self.fault(name, f"there is no database {dataset['database_uuid']}")
            self.check_dataset(name, dataset)
        for name, chart in self.of("charts").items():
            self.check_chart(name, chart)
        for name, dashboard in self.of("dashboards").items():
            self.check_position(name, dashboard["position"])
            self.check_filters(name, dashboard)
        self.are_drawn_once()
        return self.faults

    def follow_the_schemas(self):
        from marshmallow import ValidationError

        for kind in KINDS:
            for name, content in self.of(kind).items():
                try:
                    self.schemas[kind].load(yaml.safe_load(yaml.safe_dump(content)))
                except ValidationError as e:
                    self.fault(name, f"Superset refuses it: {e.messages}")

    def have_uuids_of_their_own(self):
        counts = Counter(content.get("uuid") for name, content in self.files.items() if name != "metadata.yaml")
        for name, content in self.files.items():
            if counts[content.get("uuid")] > 1:
                self.fault(name, f"another file has the uuid {content['uuid']} too")

    def check_dataset(self, name, dataset):
        columns = column_names(dataset)
        for key in ("main_dttm_col", "currency_code_column"):
            if dataset.get(key) and dataset[key] not in columns:
                self.fault(name, f"{key} is {dataset[key]}, which is not among its columns")
        for column in dataset["columns"]:
            self.check_sql(name, f"column {column['column_name']}", column.get("expression"), columns)
        for metric in dataset["metrics"]:
            self.check_sql(name, f"metric {metric['metric_name']}", metric["expression"], columns)
            if metric.get("currency") and "MIN(currency) = MAX(currency)" not in metric["expression"]:
                self.fault(name, f"metric {metric['metric_name']} would add amounts of two currencies")
        if dataset.get("sql"):
            selected = set(parsed(dataset["sql"]).named_selects)
            for column in [it["column_name"] for it in dataset["columns"] if not it.get("expression")]:
                if column not in selected:
                    self.fault(name, f"its SQL does not select the column {column}")

    def check_sql(self, name, what, sql, columns):
        from sqlglot import exp

        for column in parsed(sql).find_all(exp.Column) if sql else ():
            if column.name not in columns:
                self.fault(name, f"{what} reads the column {column.name}, which does not exist")

    def check_chart(self, name, chart):
        params = chart["params"]
        if chart["viz_type"] not in CHART_TYPES or params.get("viz_type") != chart["viz_type"]:
            self.fault(name, f"unknown viz_type {chart['viz_type']}, in params {params.get('viz_type')}")
        dataset = self.datasets.get(chart["dataset_uuid"])
        if dataset is None:
            self.fault(name, f"there is no dataset {chart['dataset_uuid']}")
            return
        columns, metrics = column_names(dataset), {it["metric_name"] for it in dataset["metrics"]}
        for key in METRICS:
            for metric in listed(params.get(key)):
                if metric not in metrics:
                    self.fault(name, f"{key}: dataset {dataset['table_name']} has no metric {metric}")
        for key in COLUMNS:
            for column in listed(params.get(key)):
                if column not in columns:
                    self.fault(name, f"{key}: dataset {dataset['table_name']} has no column {column}")
        for key in ("adhoc_filters", "adhoc_filters_b"):
            for condition in params.get(key, ()):
                if condition["expressionType"] == "SQL":
                    self.check_sql(name, key, condition["sqlExpression"], columns)
                elif condition["subject"] not in columns:
                    self.fault(name, f"{key}: dataset {dataset['table_name']} has no column {condition['subject']}")
        shown = {it for key in ("groupby", "metrics") for it in listed(params.get(key))}
        shown |= {"%" + it for it in listed(params.get("percent_metrics"))}
        formatted = set(params.get("column_config", {})) | {it["column"] for it in params.get("conditional_formatting", ())}
        for column in sorted(formatted - shown):
            self.fault(name, f"it formats {column} and does not show it")
        for key in ("color_scheme", "linear_color_scheme"):
            self.check_colours(name, params.get(key))

    def check_colours(self, name, scheme):
        from flask import current_app as app

        own = app.config["EXTRA_CATEGORICAL_COLOR_SCHEMES"] + app.config["EXTRA_SEQUENTIAL_COLOR_SCHEMES"]
        if scheme and scheme not in [it["id"] for it in own]:
            self.fault(name, f"there is no colour scheme {scheme}")

    def check_position(self, name, position):
        nodes = {key: node for key, node in position.items() if isinstance(node, dict)}
        children = Counter(child for node in nodes.values() for child in node.get("children", ()))
        for key, node in nodes.items():
            if key not in ("ROOT_ID", "GRID_ID", "HEADER_ID") and children[key] != 1:
                self.fault(name, f"{key} stands in {children[key]} places")
            for child in node.get("children", ()):
                if child not in nodes:
                    self.fault(name, f"{key} has an unknown child {child}")
            width = sum(nodes[it].get("meta", {}).get("width", 0) for it in node.get("children", ()) if it in nodes)
            if node["type"] == "ROW" and width > 12:
                self.fault(name, f"{key} is {width} columns wide, there are 12")
            if node["type"] == "CHART":
                chart = self.charts.get(node["meta"]["uuid"])
                if chart is None:
                    self.fault(name, f"{key} draws an unknown chart {node['meta']['uuid']}")
                elif chart["slice_name"] != node["meta"]["sliceName"]:
                    self.fault(name, f"{key} calls {chart['slice_name']} {node['meta']['sliceName']}")
        numbers = Counter(node["meta"]["chartId"] for node in nodes.values() if node["type"] == "CHART")
        for number, times in numbers.items():
            if times > 1:
                self.fault(name, f"{times} charts have the chartId {number}")

    def check_filters(self, name, dashboard):
        self.check_colours(name, dashboard["metadata"].get("color_scheme"))
        numbers = {it["meta"]["chartId"] for it in dashboard["position"].values() if isinstance(it, dict) and it["type"] == "CHART"}
        for item in dashboard["metadata"]["native_filter_configuration"]:
            for target in item["targets"]:
                dataset = self.datasets.get(target["datasetUuid"])
                if dataset is None:
                    self.fault(name, f"filter {item['name']}: there is no dataset {target['datasetUuid']}")
                    continue
                if target["column"]["name"] not in column_names(dataset):
                    self.fault(name, f"filter {item['name']}: no column {target['column']['name']}")
                if item.get("sortMetric") and item["sortMetric"] not in {it["metric_name"] for it in dataset["metrics"]}:
                    self.fault(name, f"filter {item['name']}: no metric {item['sortMetric']}")
            for number in set(item["scope"]["excluded"]) - numbers:
                self.fault(name, f"filter {item['name']} excludes an unknown chart {number}")

    def are_drawn_once(self):
        drawn = Counter(
            node["meta"]["uuid"]
            for dashboard in self.of("dashboards").values()
            for node in dashboard["position"].values()
            if isinstance(node, dict) and node["type"] == "CHART"
        )
        for name, chart in self.of("charts").items():
            if drawn[chart["uuid"]] != 1:
                self.fault(name, f"{chart['slice_name']} is drawn {drawn[chart['uuid']]} times")

    def engine_columns(self):
        """Pairs of a table and a column of it that the data sets need."""
        from sqlglot import exp

        for dataset in self.of("datasets").values():
            if not dataset.get("sql"):
                for column in dataset["columns"]:
                    if not column.get("expression"):
                        yield f"{dataset['schema']}.{dataset['table_name']}", column["column_name"]
                continue
            for select in parsed(dataset["sql"]).find_all(exp.Select):
                tables = {it.alias_or_name: it for it in select.find_all(exp.Table) if it.parent_select is select}
                for column in select.find_all(exp.Column):
                    if column.parent_select is not select:
                        continue
                    table = tables.get(column.table or next(iter(tables), ""))
                    if table is not None and table.db:  # Else it is a part of this query
                        yield f"{table.db}.{table.name}", column.name


def parsed(sql):
    import sqlglot

    return sqlglot.parse_one(sql, dialect="trino")


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def column_names(dataset):
    return {it["column_name"] for it in dataset["columns"]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
