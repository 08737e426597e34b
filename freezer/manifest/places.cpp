#include "freezer/manifest/places.h"

#include <cctype>

#include "taipan/frontend/lexer.h"
#include "taipan/support/arena.h"
#include "taipan/support/interner.h"

namespace taipan::freezer {

/// One pass over the tokens.
class PlaceFinder::Scan {
  public:
    explicit Scan(PlaceFinder& finder)
        : finder_(finder), source_(finder.source_), lexer_(source_, interner_, arena_) {}

    void run() {
        Token token, last;
        for (lexer_.next(token); token.kind != TokenKind::End; lexer_.next(token)) {
            take(token, last);
            last = token;
        }
    }

  private:
    struct OpenTry {
        unsigned depth;
        uint32_t line;
    };

    void take(const Token& token, const Token& last) {
        const uint32_t line = source_.lineColumn(token.span.begin).line;
        switch (token.kind) {
        case TokenKind::Indent: ++depth_; return;
        case TokenKind::Dedent: --depth_; return;
        case TokenKind::Newline: return;
        case TokenKind::ParenOpen:
            open_.push_back(finder_.calls_.size());
            if (last.kind == TokenKind::Name)
                finder_.calls_.push_back({last.span, last.span, lineOf(last), UINT32_MAX});
            else
                finder_.calls_.push_back({{}, {}, line, UINT32_MAX});
            break;
        case TokenKind::ParenClose:
            if (!open_.empty()) close(token, line);
            break;
        case TokenKind::Try: tries_.push_back({depth_, line}); break;
        case TokenKind::Except: endTry(line, true); break;
        case TokenKind::Finally: endTry(line, false); break;
        default: break;
        }
        if (line != lastLine_) finder_.firstTokens_.push_back(token.span);
        lastLine_ = line;
    }

    uint32_t lineOf(const Token& token) const { return source_.lineColumn(token.span.begin).line; }

    void close(const Token& token, uint32_t line) {
        Call& call = finder_.calls_[open_.back()];
        open_.pop_back();
        call.span.end = token.span.end;
        call.lastLine = line;
    }

    void endTry(uint32_t line, bool catches) {
        while (!tries_.empty() && tries_.back().depth > depth_) tries_.pop_back();
        if (tries_.empty() || tries_.back().depth != depth_) return; // a second except
        if (catches) finder_.guarded_.push_back({tries_.back().line, line - 1});
        tries_.pop_back();
    }

    PlaceFinder& finder_;
    const SourceBuffer& source_;
    Arena arena_;
    Interner interner_;
    Lexer lexer_;
    std::vector<size_t> open_; // parentheses
    std::vector<OpenTry> tries_;
    unsigned depth_ = 0;
    uint32_t lastLine_ = 0;
};

PlaceFinder::PlaceFinder(std::string_view text) : source_(text, "") {
    Scan(*this).run();
}

LineColumn PlaceFinder::call(uint32_t line, std::string_view function,
                             std::string_view subject) const {
    const Call* best = nullptr;
    bool hasSubject = false;
    const auto textOf = [&](SourceSpan span) {
        return source_.text().substr(span.begin, span.end - span.begin);
    };
    for (const Call& call : calls_) {
        if (call.firstLine > line || call.lastLine < line) continue;
        if (textOf(call.name) != function || function.empty()) continue;
        const bool names = textOf(call.span).find(subject) != std::string_view::npos;
        // Of those that begin in one line the first; of others the inner ones.
        if (best != nullptr && best->firstLine == call.firstLine && names <= hasSubject) continue;
        best = &call;
        hasSubject = names;
    }
    if (best != nullptr) return source_.lineColumn(best->name.begin);
    for (const SourceSpan& token : firstTokens_)
        if (const LineColumn place = source_.lineColumn(token.begin); place.line == line)
            return place;
    return {line, 1};
}

bool PlaceFinder::isGuarded(uint32_t line) const {
    for (const Lines& lines : guarded_)
        if (lines.first <= line && line <= lines.last) return true;
    return false;
}

uint32_t quickColumn(std::string_view lineText, std::string_view function) {
    const auto isWord = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    for (size_t at = lineText.find(function); at != lineText.npos;
         at = lineText.find(function, at + 1)) {
        const size_t end = at + function.size();
        if ((at == 0 || !isWord(lineText[at - 1])) && end < lineText.size() && lineText[end] == '(')
            return static_cast<uint32_t>(at) + 1;
    }
    return 0;
}

} // namespace taipan::freezer
