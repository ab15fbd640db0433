package dev.shoplake.etl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** The cohorts of a real shop, straight from its file: no table, no SQL. */
final class CohortsOfTheFile {
    private static final YearMonth FIRST = YearMonth.of(2010, 12);
    private static final YearMonth LAST = YearMonth.of(2011, 12);

    private CohortsOfTheFile() {}

    /** What one customer did: months with a purchase, and money by month, returns taken off. */
    private record Customer(Set<YearMonth> bought, Map<YearMonth, BigDecimal> money) {}

    /** Lines {@code cohort|months since|month|cohort's buyers|buyers|share|money so far a buyer|GBP|complete}. */
    static List<String> compute(List<CSVRecord> file) {
        var customers = new TreeMap<String, Customer>();
        for (var line : file) {
            var price = new BigDecimal(line.get("UnitPrice"));
            var quantity = new BigDecimal(line.get("Quantity"));
            boolean isReturn = line.get("InvoiceNo").startsWith("C");
            if (line.get("CustomerID").isEmpty() || price.signum() <= 0 || quantity.signum() != (isReturn ? -1 : 1)) {
                continue;
            }
            var month = YearMonth.parse(line.get("InvoiceDate").substring(0, 7));
            var customer = customers.computeIfAbsent(
                    line.get("CustomerID"), id -> new Customer(new HashSet<>(), new TreeMap<>()));
            if (!isReturn) {
                customer.bought().add(month);
            }
            customer.money().merge(month, price.multiply(quantity), BigDecimal::add);
        }
        var lines = new ArrayList<String>();
        for (var cohort = FIRST; !cohort.isAfter(LAST); cohort = cohort.plusMonths(1)) {
            var first = cohort;
            addCohort(
                    lines,
                    cohort,
                    customers.values().stream()
                            .filter(customer -> customer.bought().contains(first)
                                    && customer.bought().stream().noneMatch(month -> month.isBefore(first)))
                            .toList());
        }
        return lines;
    }

    private static void addCohort(List<String> lines, YearMonth cohort, List<Customer> members) {
        var size = BigDecimal.valueOf(members.size());
        var money = BigDecimal.ZERO;
        for (var month = cohort; !month.isAfter(LAST); month = month.plusMonths(1)) {
            long buyers = 0;
            for (var member : members) {
                buyers += member.bought().contains(month) ? 1 : 0;
                money = money.add(member.money().getOrDefault(month, BigDecimal.ZERO));
            }
            lines.add(String.join(
                    "|",
                    cohort.toString(),
                    Long.toString(ChronoUnit.MONTHS.between(cohort, month)),
                    month.toString(),
                    size.toString(),
                    Long.toString(buyers),
                    BigDecimal.valueOf(buyers)
                            .divide(size, 6, RoundingMode.HALF_UP)
                            .toString(),
                    money.divide(size, 4, RoundingMode.HALF_UP).toString(),
                    "GBP",
                    Boolean.toString(month.isBefore(LAST))));
        }
    }
}
