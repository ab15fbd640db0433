package dev.shoplake.etl;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;

/** The customers of a real shop, straight from its file: no table, no SQL. */
final class CustomersOfTheFile {
    private static final LocalDate LAST = LocalDate.of(2011, 12, 9);

    private final Map<String, Customer> customers = new TreeMap<>();

    /** One customer: the days of the orders by invoice, and money by day, returns taken off. */
    private record Customer(String id, Map<String, LocalDate> orders, Map<LocalDate, BigDecimal> money) {
        LocalDate first() {
            return new TreeSet<>(orders.values()).first();
        }

        LocalDate last() {
            return new TreeSet<>(orders.values()).last();
        }

        int orderCount() {
            return orders.size();
        }

        BigDecimal worth() {
            return money.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        String worthAfter(int months) {
            var end = first().plusMonths(months);
            if (end.minusDays(1).isAfter(LAST)) {
                return "null";
            }
            return money.entrySet().stream()
                    .filter(day ->
                            !day.getKey().isBefore(first()) && day.getKey().isBefore(end))
                    .map(Map.Entry::getValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .setScale(4)
                    .toString();
        }
    }

    private CustomersOfTheFile() {}

    static CustomersOfTheFile read(List<CSVRecord> file) {
        var read = new CustomersOfTheFile();
        for (var line : file) {
            var price = new BigDecimal(line.get("UnitPrice"));
            var quantity = new BigDecimal(line.get("Quantity"));
            boolean isReturn = line.get("InvoiceNo").startsWith("C");
            if (line.get("CustomerID").isEmpty() || price.signum() <= 0 || quantity.signum() != (isReturn ? -1 : 1)) {
                continue;
            }
            var day = LocalDate.parse(line.get("InvoiceDate").substring(0, 10));
            var customer = read.customers.computeIfAbsent(
                    line.get("CustomerID"), id -> new Customer(id, new HashMap<>(), new HashMap<>()));
            if (!isReturn) {
                customer.orders().put(line.get("InvoiceNo"), day);
            }
            customer.money().merge(day, price.multiply(quantity), BigDecimal::add);
        }
        return read;
    }

    /** Lines {@code id|first day|last day|orders|net revenue|after 1, 3, 6, 12 months}, by id. */
    List<String> values() {
        return customers.values().stream()
                .map(customer -> customer.orderCount() == 0
                        ? "%s|null|null|0|%s|null|null|null|null"
                                .formatted(customer.id(), customer.worth().setScale(4))
                        : "%s|%s|%s|%d|%s|%s|%s|%s|%s"
                                .formatted(
                                        customer.id(),
                                        customer.first(),
                                        customer.last(),
                                        customer.orderCount(),
                                        customer.worth().setScale(4),
                                        customer.worthAfter(1),
                                        customer.worthAfter(3),
                                        customer.worthAfter(6),
                                        customer.worthAfter(12)))
                .toList();
    }

    /**
     * Lines {@code id|days since the last order|recency, frequency, monetary score}, by id.
     *
     * @param keys decide between customers that are equal in all measures, by id
     */
    List<String> scores(Map<String, String> keys) {
        var buyers = customers.values().stream()
                .filter(customer -> customer.orderCount() > 0)
                .toList();
        var last = Comparator.comparing(Customer::last);
        var orders = Comparator.comparingInt(Customer::orderCount);
        var worth = Comparator.comparing(Customer::worth);
        var key = Comparator.comparing((Customer customer) -> keys.get(customer.id()));
        var recency =
                fifths(buyers, last.thenComparing(orders).thenComparing(worth).thenComparing(key));
        var frequency =
                fifths(buyers, orders.thenComparing(worth).thenComparing(last).thenComparing(key));
        var monetary =
                fifths(buyers, worth.thenComparing(orders).thenComparing(last).thenComparing(key));
        return buyers.stream()
                .map(customer -> "%s|%d|%d|%d|%d"
                        .formatted(
                                customer.id(),
                                ChronoUnit.DAYS.between(customer.last(), LAST.plusDays(1)),
                                recency.get(customer.id()),
                                frequency.get(customer.id()),
                                monetary.get(customer.id())))
                .toList();
    }

    /** Equal parts in order; what is left over goes one each to the first parts. */
    private static Map<String, Integer> fifths(List<Customer> buyers, Comparator<Customer> order) {
        var fifths = new HashMap<String, Integer>();
        var sorted = buyers.stream().sorted(order).map(Customer::id).toList();
        int taken = 0;
        for (int fifth = 1; fifth <= 5; fifth++) {
            int size = sorted.size() / 5 + (fifth <= sorted.size() % 5 ? 1 : 0);
            for (var id : sorted.subList(taken, taken + size)) {
                fifths.put(id, fifth);
            }
            taken += size;
        }
        return fifths;
    }
}
