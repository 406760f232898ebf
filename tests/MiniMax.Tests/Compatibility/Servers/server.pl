# Takes one upload a connection and tells in its answer what arrived. The form is read by CGI.pm.
use strict;
use warnings;
use CGI ();
use Digest::SHA ();
use IO::Socket::INET;
use JSON::PP ();

my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ARGV[0], Listen => 5, ReuseAddr => 1) or die $!;
while (my $peer = $listener->accept) {
    my %head;
    my $request = <$peer>;
    while (defined(my $line = <$peer>)) {
        $line =~ s/\r\n$//;
        last if $line eq '';
        my ($name, $value) = split /:\s*/, $line, 2;
        $head{lc $name} = $value;
    }

    next unless defined $request && $request =~ /^POST/;
    local $ENV{REQUEST_METHOD} = 'POST';
    local $ENV{CONTENT_TYPE} = $head{'content-type'};
    local $ENV{CONTENT_LENGTH} = $head{'content-length'};
    local *STDIN = $peer;
    CGI::initialize_globals();
    my $form = CGI->new;
    my $upload = $form->upload('file');
    binmode $upload;
    my $content = do { local $/; <$upload> };
    my $name = $form->param('file') . '';
    utf8::decode($name);
    my $answer = JSON::PP->new->ascii->encode({
        file => { file_id => length $content, bytes => length $content, created_at => 1, filename => $name, purpose => scalar $form->param('purpose') },
        base_resp => { status_code => 0 },
    });
    print $peer "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nTrace-Id: ", Digest::SHA::sha256_hex($content),
        "\r\nContent-Length: ", length $answer, "\r\n\r\n", $answer;
    close $peer;
}
