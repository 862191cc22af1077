#include "sim/io/csv_read.h"

#include "sim/base/errors.h"
#include "sim/base/text.h"
#include "sim/io/atomic_file.h"

#include <algorithm>
#include <string_view>

namespace ventral::io {

namespace {

/// Takes records off a text, one by one.
class Scanner {
public:
    Scanner(std::string_view text, const std::string& path) : text_(text), path_(path) {
        if (text_.starts_with("\xEF\xBB\xBF")) {
            text_.remove_prefix(3);
        }
    }

    int line() const { return line_; }

    /// The next record; false at the end. Blank lines are no records.
    bool next(std::vector<std::string>& fields) {
        while (!text_.empty() && (text_.front() == '\n' || text_.front() == '\r')) {
            line_ += text_.front() == '\n' ? 1 : 0;
            text_.remove_prefix(1);
        }
        fields.clear();
        if (text_.empty()) {
            return false;
        }
        begin_ = line_;
        do {
            fields.push_back(take_field());
        } while (take(','));
        return true;
    }
    /// Where the record began.
    int begin() const { return begin_; }

private:
    bool take(char c) {
        if (text_.empty() || text_.front() != c) {
            return false;
        }
        text_.remove_prefix(1);
        return true;
    }

    std::string take_field() {
        if (take('"')) {
            return take_quoted();
        }
        const std::size_t end = std::min(text_.find_first_of(",\r\n"), text_.size());
        std::string field(text_.substr(0, end));
        text_.remove_prefix(end);
        const std::size_t last = field.find_last_not_of(" \t");
        field.erase(last == std::string::npos ? 0 : last + 1);
        field.erase(0, std::min(field.find_first_not_of(" \t"), field.size()));
        return field;
    }

    std::string take_quoted() {
        std::string field;
        while (!text_.empty()) {
            const char c = text_.front();
            text_.remove_prefix(1);
            if (c == '"' && !take('"')) {
                return field;
            }
            line_ += c == '\n' ? 1 : 0;
            field += c;
        }
        throw base::IoError("cannot read the table", path_,
                            base::str("line ", begin_, ": a quote is not closed"));
    }

    std::string_view text_;
    const std::string& path_;
    int line_ = 1;
    int begin_ = 1;
};

}  // namespace

CsvText read_csv(const std::string& path) {
    const std::string text = read_file(path);
    Scanner scanner(text, path);
    CsvText table;
    if (!scanner.next(table.header)) {
        throw base::IoError("cannot read the table", path, "it is empty",
                            "the first line names the columns");
    }
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        if (std::find(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(i),
                      table.header[i]) != table.header.begin() + static_cast<std::ptrdiff_t>(i)) {
            throw base::IoError("cannot read the table", path,
                                "the column '" + table.header[i] + "' stands twice");
        }
    }
    std::vector<std::string> fields;
    while (scanner.next(fields)) {
        if (fields.size() != table.header.size()) {
            throw base::IoError("cannot read the table", path,
                                base::str("line ", scanner.begin(), ": ", fields.size(),
                                          " fields, but the header has ", table.header.size()));
        }
        table.rows.push_back(fields);
        table.lines.push_back(scanner.begin());
    }
    return table;
}

}  // namespace ventral::io
