package dev.shoplake.etl.inbox;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/** A value of a Parquet file as a CSV file would have it. */
final class ParquetText {
    /** Day number of 1970-01-01 in the days that INT96 counts. */
    private static final int JULIAN_EPOCH = 2_440_588;

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private ParquetText() {}

    static @Nullable String of(Group row, int column) {
        if (row.getFieldRepetitionCount(column) == 0) {
            return null;
        }
        var type = row.getType().getType(column).asPrimitiveType();
        var meaning = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> Boolean.toString(row.getBoolean(column, 0));
            case INT32 -> ofWhole(row.getInteger(column, 0), meaning);
            case INT64 -> ofWhole(row.getLong(column, 0), meaning);
            case INT96 -> ofInt96(row, column);
            case FLOAT -> ofFloating(Float.toString(row.getFloat(column, 0)));
            case DOUBLE -> ofFloating(Double.toString(row.getDouble(column, 0)));
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                meaning instanceof DecimalLogicalTypeAnnotation decimal
                        ? new BigDecimal(new BigInteger(row.getBinary(column, 0).getBytes()), decimal.getScale())
                                .toPlainString()
                        : row.getBinary(column, 0).toStringUsingUTF8();
        };
    }

    private static String ofWhole(long value, @Nullable LogicalTypeAnnotation meaning) {
        return switch (meaning) {
            case DecimalLogicalTypeAnnotation decimal ->
                BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
            case DateLogicalTypeAnnotation date -> LocalDate.ofEpochDay(value).toString();
            case TimestampLogicalTypeAnnotation time -> ofTime(value, units(time.getUnit()), time.isAdjustedToUTC());
            case null, default -> Long.toString(value);
        };
    }

    private static long units(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> NANOS_A_SECOND;
        };
    }

    /** A moment says that it is one; a local time has no zone. */
    private static String ofTime(long value, long unitsASecond, boolean isMoment) {
        long nanos = Math.floorMod(value, unitsASecond) * (NANOS_A_SECOND / unitsASecond);
        var moment = Instant.ofEpochSecond(Math.floorDiv(value, unitsASecond), nanos);
        return isMoment
                ? moment.toString()
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }

    /** Moments as older programs write them. */
    private static String ofInt96(Group row, int column) {
        var bytes = row.getInt96(column, 0).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = bytes.getLong();
        var day = LocalDate.ofEpochDay(bytes.getInt() - (long) JULIAN_EPOCH);
        return day.atTime(LocalTime.ofNanoOfDay(nanosOfDay))
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    private static String ofFloating(String shortest) {
        return shortest.equals("NaN") || shortest.endsWith("Infinity")
                ? (shortest.equals("NaN") ? "" : shortest)
                : new BigDecimal(shortest).toPlainString();
    }
}
