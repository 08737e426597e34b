#include "src/native/protocol.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <sys/socket.h>
#include <type_traits>
#include <unistd.h>

namespace taipan::native {

namespace {
/// Numbers as eight bytes, texts behind their sizes.
class Writer {
  public:
    void number(uint64_t value) {
        for (int i = 0; i < 8; ++i) out_ += static_cast<char>(value >> (8 * i));
    }
    void text(std::string_view value) {
        number(value.size());
        out_ += value;
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

/// Reads that; what is not there is 0 or empty, and not ok().
class Reader {
  public:
    explicit Reader(std::string_view in) : in_(in) {}
    uint64_t number() {
        const std::string_view bytes = take(8);
        uint64_t value = 0;
        for (size_t i = 0; i < bytes.size(); ++i)
            value |= uint64_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
        return value;
    }
    std::string_view text() { return take(number()); }
    bool ok() const { return ok_; }
    bool isAtEnd() const { return ok_ && in_.empty(); }

  private:
    std::string_view take(uint64_t size) {
        ok_ = ok_ && size <= in_.size();
        if (!ok_) return {};
        const std::string_view taken = in_.substr(0, size);
        in_.remove_prefix(size);
        return taken;
    }
    std::string_view in_;
    bool ok_ = true;
};

void put(Writer& out, const std::string& value) {
    out.text(value);
}
template <typename Value>
void put(Writer& out, const Value& value) {
    out.number(static_cast<uint64_t>(value));
}
void take(Reader& in, std::string& value) {
    value = in.text();
}
template <typename Value>
void take(Reader& in, Value& value) {
    value = static_cast<Value>(in.number());
}

/// What is sent of a diagnostic, in order.
template <typename Found, typename Visit>
void forEachField(Found& found, Visit&& visit) {
    visit(found.id);
    visit(found.severity);
    visit(found.span.begin);
    visit(found.span.end);
    visit(found.message);
    visit(found.hint);
    visit(found.stockText);
    visit(found.stockLine);
    visit(found.stockBlock);
}

template <typename Remark, typename Visit>
void forEachRemarkField(Remark& remark, Visit&& visit) {
    visit(remark.line);
    visit(remark.kind);
    visit(remark.function);
    visit(remark.operation);
    visit(remark.why);
}

constexpr size_t kDiagCount = 0
#define TAIPAN_DIAG(id, code, severity, exception, text, hint) +1
#include "taipan/support/diagnostics.def"
#undef TAIPAN_DIAG
    ;
} // namespace

std::string greeting() {
    Writer out;
    out.text("taipan-native " TAIPAN_VERSION " " TAIPAN_BUILD_DATE " " TAIPAN_LLVM_VERSION);
    CompileOptions options;
    forEachOption(options, [&](OptionAffects, const char* name, const auto&) { out.text(name); });
    out.number(kDiagCount);
    return out.take();
}

std::string encode(Want want, const CompileOptions& options, std::string_view source) {
    Writer out;
    put(out, want);
    forEachOption(options, [&](OptionAffects, const char*, const auto& field) { put(out, field); });
    out.text(source);
    return out.take();
}

std::optional<Job> decodeJob(std::string_view message) {
    Reader in(message);
    Job job;
    take(in, job.want);
    forEachOption(job.options, [&](OptionAffects, const char*, auto& field) { take(in, field); });
    take(in, job.source);
    if (!in.isAtEnd() || job.want > Want::Asm) return {};
    return job;
}

std::string encode(const Answer& answer) {
    Writer out;
    const std::vector<uint8_t>& mpy = answer.result.mpy;
    out.text({reinterpret_cast<const char*>(mpy.data()), mpy.size()});
    out.text(answer.text);
    const NativeDebug& debug = answer.result.debug;
    out.text(debug.map);
    out.text({reinterpret_cast<const char*>(debug.elf.data()), debug.elf.size()});
    out.number(debug.functions);
    out.number(debug.remarks.size());
    for (const NativeRemark& each : debug.remarks)
        forEachRemarkField(each, [&](const auto& field) { put(out, field); });
    out.number(answer.result.diagnostics.size());
    for (const Diagnostic& each : answer.result.diagnostics)
        forEachField(each, [&](const auto& field) { put(out, field); });
    return out.take();
}

std::optional<Answer> decodeAnswer(std::string_view message) {
    Reader in(message);
    Answer answer;
    const std::string_view mpy = in.text();
    answer.result.mpy.assign(mpy.begin(), mpy.end());
    take(in, answer.text);
    take(in, answer.result.debug.map);
    const std::string_view elf = in.text();
    answer.result.debug.elf.assign(elf.begin(), elf.end());
    take(in, answer.result.debug.functions);
    for (uint64_t count = in.number(); in.ok() && count != 0; --count) {
        NativeRemark& each = answer.result.debug.remarks.emplace_back();
        forEachRemarkField(each, [&](auto& field) { take(in, field); });
        if (each.kind > RemarkKind::Boxed) return {};
    }
    for (uint64_t count = in.number(); in.ok() && count != 0; --count) {
        Diagnostic& each = answer.result.diagnostics.emplace_back();
        forEachField(each, [&](auto& field) { take(in, field); });
        if (static_cast<size_t>(each.id) >= kDiagCount || each.severity > Severity::Note) return {};
    }
    if (!in.isAtEnd()) return {};
    return answer;
}

bool send(int socket, std::string_view message) {
    std::string whole;
    for (int i = 0; i < 4; ++i) whole += static_cast<char>(message.size() >> (8 * i));
    whole += message;
    for (std::string_view rest = whole; !rest.empty();) {
        const ssize_t sent = ::send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        rest.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
}

static bool readAll(int socket, char* to, size_t size) {
    while (size != 0) {
        const ssize_t got = ::read(socket, to, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        size -= static_cast<size_t>(got);
    }
    return true;
}

std::optional<std::string> receive(int socket) {
    uint8_t head[4];
    if (!readAll(socket, reinterpret_cast<char*>(head), sizeof head)) return {};
    const size_t size =
        head[0] | size_t{head[1]} << 8 | size_t{head[2]} << 16 | size_t{head[3]} << 24;
    if (size > kMaxMessage) return {};
    constexpr size_t kPiece = size_t{1} << 20; // garbage does not make us take memory
    std::string message;
    while (message.size() < size) {
        const size_t before = message.size(), more = std::min(kPiece, size - before);
        message.resize(before + more);
        if (!readAll(socket, message.data() + before, more)) return {};
    }
    return message;
}

} // namespace taipan::native
